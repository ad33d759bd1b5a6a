using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>Judges each of our requests at the moment it arrives, against what the cluster showed us before.</summary>
internal sealed class SiteRecorder(SiteRules rules, ExecutionOptions options)
{
    private readonly AsyncLocal<Sight?> _looking = new();
    private readonly Dictionary<int, Sight> _checked = [];
    private readonly HashSet<long> _begun = [];
    private readonly List<(int Guest, string From, string To, string Task)> _ours = [];
    private Sight? _captured;
    private long[] _planned = [];
    private int _oursWhenPlanned;
    private int _moments;

    public JournalKnowledge Knowledge { get; set; } = new();

    public List<string> Violations { get; } = [];

    /// <summary>Requests that were right by what we had seen, and wrong by what others had changed since.</summary>
    public int Unseen { get; private set; }

    public int Started => _ours.Count;

    /// <summary>By migration of the journal: its guest and where it was sent.</summary>
    public Dictionary<long, (int Guest, string To)> Accounts { get; } = [];

    /// <summary>A capture begins: what it shows is what we know.</summary>
    public async Task<T> CaptureAsync<T>(Func<Task<T>> capture)
    {
        var sight = _looking.Value = new Sight();
        var result = await capture();
        _captured = sight;
        return result;
    }

    /// <summary>A check begins: what it shows is what we know when we ask for the migration.</summary>
    public async Task<T> CheckAsync<T>(int guest, Func<Task<T>> check)
    {
        var sight = _looking.Value = new Sight();
        var result = await check();
        _checked[guest] = sight;
        return result;
    }

    /// <summary>The cluster answered with its resources.</summary>
    public void Shown(ClusterWorld world)
    {
        if (_looking.Value is { } sight)
        {
            (sight.Picture, sight.Moment) = (new SitePicture(world), ++_moments);
        }
    }

    /// <summary>A plan is made on what was captured last.</summary>
    public void Planned() => (_planned, _oursWhenPlanned) = (rules.Planned(_captured!.Picture!), _ours.Count);

    /// <summary>What is left of a plan is judged anew on what was captured last.</summary>
    public void LookedAt() =>
        _planned = rules.LookedAt(_captured!.Picture!, _planned, _ours.Skip(_oursWhenPlanned).Select(one => one.Guest).ToHashSet());

    public void BeforeRequest(ClusterWorld world, int guest, string from, string target)
    {
        var seen = _checked.GetValueOrDefault(guest) is { } sight && sight.Moment > _captured!.Moment ? sight : _captured!;
        if (rules.Breach(WithOurs(seen.Picture!, world), _planned, guest, from, target) is { } breach)
        {
            Violations.Add($"{world.Now:T} guest {guest} to {target}: {breach}");
        }
        else if (rules.Breach(new SitePicture(world), _planned, guest, from, target) is not null)
        {
            Unseen++;
        }

        var open = Knowledge.Open().Where(open => open.Request.Guest == guest).ToList();
        if (open.Count != 1)
        {
            Violations.Add($"{world.Now:T} guest {guest} has {open.Count} open intents at its start.");
        }
    }

    public void Accepted(ClusterWorld world, int guest, string target, string task)
    {
        var migration = Knowledge.Open().First(open => open.Request.Guest == guest);
        if (!_begun.Add(migration.Intent.Migration))
        {
            Violations.Add($"{world.Now:T} migration {migration.Intent.Migration} of guest {guest} was started twice.");
        }

        Accounts[migration.Intent.Migration] = (guest, target);
        _ours.Add((guest, migration.Request.From, target, task));
        var running = Running(world).ToList();
        Limit(running.Count, options.MaxParallel, "in all");
        Limit(running.Count(one => one.From == migration.Request.From), options.MaxOut, $"from {migration.Request.From}");
        Limit(running.Count(one => one.To == target), options.MaxIn, $"to {target}");

        void Limit(int count, int most, string where)
        {
            if (count > most)
            {
                Violations.Add($"{world.Now:T} {count} in flight {where}, {most} allowed: {string.Join(", ", running)}.");
            }
        }
    }

    /// <summary>A guest's newest request is the one that may be under way.</summary>
    private IEnumerable<(int Guest, string From, string To, string Task)> Running(ClusterWorld world) =>
        _ours.GroupBy(one => one.Guest).Select(guest => guest.Last()).Where(one => IsRunning(world, one.Guest, one.Task));

    private bool IsRunning(ClusterWorld world, int guest, string task)
    {
        if (!world.Guests.TryGetValue(guest, out var facts))
        {
            return false;
        }

        // What the HA manager moves after our request was followed to its end, it moves by itself.
        return task.Contains(":hamigrate:", StringComparison.Ordinal)
            ? Knowledge.Open().Any(open => open.Request.Guest == guest) && (world.Ha.Requests.Any(request => request.Sid == facts.Sid) || (world.Ha.Services.TryGetValue(facts.Sid, out var service) && (service.Moving || service.Queued is not null)))
            : world.Tasks.All.Any(candidate => candidate.Upid == task && candidate.EndedAt is null);
    }

    /// <summary>What we asked for ourselves we know without being shown.</summary>
    private SitePicture WithOurs(SitePicture picture, ClusterWorld world)
    {
        foreach (var one in Running(world))
        {
            picture = picture.With(one.Guest, one.To);
        }

        return picture;
    }

    private sealed class Sight
    {
        public SitePicture? Picture { get; set; }

        public int Moment { get; set; }
    }
}
