using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.TestKit;

/// <summary>A cluster of nothing but facts: migrations take time on a clock, then the guest lies elsewhere. Faults are set by
/// guest; who else acts on the cluster does so through <see cref="Move"/> and <see cref="Change"/>.</summary>
/// <param name="cluster">The cluster at the start.</param>
/// <param name="time">The clock that migrations end by.</param>
public sealed class InMemoryClusterProvider(ClusterSnapshot cluster, TimeProvider time) : IClusterProvider
{
    private readonly Lock _lock = new();
    private readonly List<InMemoryMigration> _started = [];
    private readonly List<InMemoryMigration> _running = [];
    private readonly Dictionary<string, MigrationStatus> _ended = [];
    private readonly Dictionary<int, string> _failures = [];
    private readonly Dictionary<int, MigrationRefusedException> _refusals = [];
    private readonly Dictionary<int, string> _detours = [];
    private readonly HashSet<int> _lostReplies = [];
    private ClusterSnapshot _cluster = cluster;

    /// <summary>How long a migration takes; ten seconds unless set.</summary>
    public Func<MigrationRequest, TimeSpan> Duration { get; set; } = _ => TimeSpan.FromSeconds(10);

    /// <summary>Answers a check instead of the provider where it returns other than null.</summary>
    public Func<MigrationRequest, MigrationCheck?> Check { get; set; } = _ => null;

    /// <summary>Whether every call fails.</summary>
    public bool Unreachable { get; set; }

    /// <summary>The digest that a request's must equal, where both are set.</summary>
    public string? RuleDigest { get; set; }

    /// <summary>The most migrations that were under way at one time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How often facts were captured.</summary>
    public int Captures { get; private set; }

    /// <summary>All migrations that were started, in order.</summary>
    public IReadOnlyList<InMemoryMigration> Started
    {
        get
        {
            lock (_lock)
            {
                return [.. _started];
            }
        }
    }

    /// <summary>The cluster as it is now.</summary>
    public ClusterSnapshot Current
    {
        get
        {
            lock (_lock)
            {
                return Look();
            }
        }
    }

    /// <summary>Where a guest is now.</summary>
    public string NodeOf(int guest) => Current.Guests.Single(candidate => candidate.Id == guest).Node;

    /// <summary>Changes the facts behind the back of whoever planned.</summary>
    public void Change(Func<ClusterSnapshot, ClusterSnapshot> change)
    {
        lock (_lock)
        {
            Settle();
            _cluster = change(_cluster);
        }
    }

    /// <summary>Moves a guest at once, as another administrator might.</summary>
    public void Move(int guest, string node) => Change(cluster => Placed(cluster, [guest], node));

    /// <summary>The guest's next migration runs to its end and then fails; the guest stays.</summary>
    public void FailNext(int guest, string error) => Set(() => _failures[guest] = error);

    /// <summary>The guest's next start is refused.</summary>
    public void RefuseNext(int guest, string reason, bool retryLater = false) =>
        Set(() => _refusals[guest] = new MigrationRefusedException(reason, retryLater));

    /// <summary>The guest's next start happens, but its reply never comes.</summary>
    public void LoseNextReply(int guest) => Set(() => _lostReplies.Add(guest));

    /// <summary>The guest's next migration ends on another node than asked for.</summary>
    public void RedirectNext(int guest, string node) => Set(() => _detours[guest] = node);

    /// <inheritdoc/>
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) =>
        Answer(
            () =>
            {
                Captures++;
                return Look();
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        Answer(() => Check(request) ?? InMemoryChecks.Check(Look(), request, RuleDigest), cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        Answer(() => Start(request), cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        Answer(() => Status(ticket), cancellationToken);

    /// <inheritdoc/>
    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        Answer(() => Cancel(ticket), cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        Answer(
            () => _started.FindLast(migration => migration.Guest == request.Guest && migration.Ticket.StartedAt >= notBefore)?.Ticket,
            cancellationToken);

    private MigrationTicket Start(MigrationRequest request)
    {
        if (_refusals.Remove(request.Guest, out var refusal))
        {
            throw refusal;
        }

        var guest = _cluster.Guests.FirstOrDefault(candidate => candidate.Id == request.Guest)
            ?? throw new MigrationRefusedException($"guest {request.Guest} does not exist");
        if (_running.Exists(migration => migration.Guests.Contains(request.Guest)))
        {
            throw new MigrationRefusedException($"guest {request.Guest} is locked (migrate)", retryLater: true);
        }

        if (guest.Node != request.From)
        {
            throw new MigrationRefusedException($"guest {request.Guest} is on {guest.Node}, not on {request.From}");
        }

        var now = time.GetUtcNow();
        var ticket = new MigrationTicket { Request = request, Task = $"task{_started.Count + 1}", StartedAt = now };
        _failures.Remove(request.Guest, out var error);
        var destination = error is not null ? request.From : _detours.Remove(request.Guest, out var node) ? node : request.To;
        var migration = new InMemoryMigration(ticket, now + Duration(request), error, destination);
        _started.Add(migration);
        _running.Add(migration);
        MostAtOnce = Math.Max(MostAtOnce, _running.Count);
        return _lostReplies.Remove(request.Guest)
            ? throw new ClusterUnreachableException("The connection broke before the reply came.")
            : ticket;
    }

    private bool Cancel(MigrationTicket ticket)
    {
        if (_running.Find(migration => migration.Ticket.Task == ticket.Task) is not { } migration)
        {
            return false;
        }

        _running.Remove(migration);
        _ended[ticket.Task!] = new MigrationStatus { State = MigrationState.Failed, Node = ticket.Request.From, Error = "cancelled" };
        return true;
    }

    private MigrationStatus Status(MigrationTicket ticket)
    {
        if (ticket.Task is { } task && _ended.TryGetValue(task, out var status))
        {
            return status;
        }

        if (_running.Find(migration => migration.Ticket.Task == ticket.Task) is not { } running)
        {
            return new MigrationStatus { State = MigrationState.Unknown };
        }

        var total = running.EndsAt - ticket.StartedAt;
        return new MigrationStatus
        {
            State = MigrationState.Running,
            Node = ticket.Request.From,
            Progress = total > TimeSpan.Zero ? (time.GetUtcNow() - ticket.StartedAt) / total : 0,
        };
    }

    private Task<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (_lock)
            {
                if (Unreachable)
                {
                    throw new ClusterUnreachableException("The cluster in memory was made unreachable.");
                }

                Settle();
                return Task.FromResult(answer());
            }
        }
        catch (Exception exception) when (exception is ClusterUnreachableException or MigrationRefusedException)
        {
            return Task.FromException<T>(exception);
        }
    }

    private void Set(Action change)
    {
        lock (_lock)
        {
            change();
        }
    }

    private ClusterSnapshot Look()
    {
        Settle();
        var targets = _running.SelectMany(migration => migration.Guests.Select(guest => (guest, migration.Ticket.Request.To))).ToDictionary();
        return _cluster with
        {
            CapturedAt = time.GetUtcNow(),
            Guests = [.. _cluster.Guests.Select(guest => targets.TryGetValue(guest.Id, out var target)
                ? guest with { MigratingTo = target, Lock = "migrate" }
                : guest)],
        };
    }

    private void Settle()
    {
        var now = time.GetUtcNow();
        foreach (var migration in _running.Where(migration => migration.EndsAt <= now).OrderBy(migration => migration.EndsAt).ToList())
        {
            _running.Remove(migration);
            if (migration.Error is null)
            {
                _cluster = Placed(_cluster, migration.Guests, migration.Destination);
            }

            _ended[migration.Ticket.Task!] = new MigrationStatus
            {
                State = migration.Error is null ? MigrationState.Ended : MigrationState.Failed,
                Node = migration.Destination,
                Progress = 1,
                Error = migration.Error,
            };
        }
    }

    private static ClusterSnapshot Placed(ClusterSnapshot cluster, IEnumerable<int> guests, string node)
    {
        var moved = guests.ToHashSet();
        return cluster with { Guests = [.. cluster.Guests.Select(guest => moved.Contains(guest.Id) ? guest with { Node = node } : guest)] };
    }
}
