namespace ProxLB.Proxmox.Api;

/// <summary>Remembers which hosts answer. The one that answered last is used until it fails; a failed one rests, longer with each failure.</summary>
internal sealed class HostPool
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Health[] _hosts;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private Health _current;

    public HostPool(IEnumerable<HostEndpoint> hosts, TimeProvider time, Backoff backoff)
    {
        _hosts = [.. hosts.Select(host => new Health(host))];
        _current = _hosts[0];
        _time = time;
        _backoff = backoff;
    }

    /// <summary>The host that is asked first.</summary>
    public HostEndpoint Current
    {
        get
        {
            lock (_lock)
            {
                return _current.Host;
            }
        }
    }

    /// <summary>All hosts, the one to ask first at the front: the current one, the others in their order, those that rest last.</summary>
    public IReadOnlyList<HostEndpoint> Order()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            return [.. _hosts
                .OrderBy(health => health.RestsUntil > now)
                .ThenBy(health => health.RestsUntil > now ? health.RestsUntil : DateTimeOffset.MinValue)
                .ThenBy(health => health != _current)
                .Select(health => health.Host)];
        }
    }

    /// <summary>Notes an answer, which makes the host the current one; not if it has failed since it was asked, as one whose own service hangs answers what concerns other nodes.</summary>
    /// <param name="host">The host.</param>
    /// <param name="asked">When it was asked.</param>
    /// <returns>Why the former host was left; null if it is the same.</returns>
    public string? Succeeded(HostEndpoint host, DateTimeOffset asked)
    {
        lock (_lock)
        {
            var health = Find(host);
            if (health.FailedAt > asked)
            {
                return null;
            }

            health.Failures = 0;
            health.RestsUntil = DateTimeOffset.MinValue;
            var left = _current == health ? null : _current.LastFailure;
            _current = health;
            return left;
        }
    }

    /// <summary>Notes a failure, after which the host rests.</summary>
    public void Failed(HostEndpoint host, string reason)
    {
        lock (_lock)
        {
            var health = Find(host);
            health.LastFailure = reason;
            health.FailedAt = _time.GetUtcNow();
            var rest = _backoff.Wait(health.Failures++);
            health.RestsUntil = health.FailedAt + (rest < LongestRest ? rest : LongestRest);
        }
    }

    private Health Find(HostEndpoint host) => Array.Find(_hosts, health => health.Host == host)!;

    private sealed class Health(HostEndpoint host)
    {
        public HostEndpoint Host { get; } = host;

        public int Failures { get; set; }

        public string LastFailure { get; set; } = "";

        public DateTimeOffset FailedAt { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset RestsUntil { get; set; }
    }
}
