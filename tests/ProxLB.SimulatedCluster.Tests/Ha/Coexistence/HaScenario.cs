using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Ha.Coexistence;

/// <summary>A random cluster with groups (up to version 8) or rules (from version 9), and what is asked of a plan for it.</summary>
internal sealed class HaScenario
{
    private const long Gibibyte = 1L << 30;
    private const int FirstGuest = 101;

    private readonly Random _random;
    private readonly bool _rules;

    public HaScenario(string version, int seed)
    {
        _random = new Random(seed);
        Version = ClusterVersion.Parse(version);
        _rules = Version.AtLeast(9, 0);
        var nodes = _random.Next(3, 6);
        var guests = _random.Next(6, 11);
        Snapshot = new ClusterSnapshot
        {
            Name = $"{version}/{seed}",
            Nodes = [.. Enumerable.Range(1, nodes).Select(Node)],
            Guests = [.. Enumerable.Range(FirstGuest, guests).Select(id => Guest(id, $"pve{_random.Next(1, nodes + 1)}"))],
            Storages = [new ClusterStorage { Id = "ceph", Shared = true, Type = "rbd", Content = ["images", "rootdir"] }],
        };
        Snapshot = Snapshot with { Ha = Ha(nodes) };
        Goal = One(BalancingGoal.Best, BalancingGoal.Target, BalancingGoal.RulesOnly);
        Drain = Chance(35) ? [$"pve{_random.Next(1, nodes + 1)}"] : [];
        Maintenance = Chance(15) ? $"pve{_random.Next(1, nodes + 1)}" : null;
        Dead = Maintenance is null && nodes > 3 && Chance(15) ? $"pve{_random.Next(1, nodes + 1)}" : null;
    }

    public ClusterVersion Version { get; }

    public ClusterSnapshot Snapshot { get; }

    public BalancingGoal Goal { get; }

    public IReadOnlyList<string> Drain { get; }

    /// <summary>A node whose HA maintenance is switched on; null if none.</summary>
    public string? Maintenance { get; }

    /// <summary>A node that dies; null if none.</summary>
    public string? Dead { get; }

    private static ClusterNode Node(int number) => new() { Name = $"pve{number}", CpuCores = 16, MemoryBytes = 64 * Gibibyte };

    private Guest Guest(int id, string node) => new()
    {
        Id = id,
        Kind = Chance(20) ? GuestKind.Container : GuestKind.Vm,
        Node = node,
        CpuCores = 2,
        CpuUsed = _random.Next(1, 20) / 10.0,
        MemoryBytes = 14 * Gibibyte,
        MemoryUsedBytes = _random.Next(1, 13) * Gibibyte,
        Disks = [new GuestDisk("ceph", 8 * Gibibyte)],
        HaState = Chance(80) ? (Chance(90) ? "started" : "ignored") : null,
        HaGroup = _rules || Chance(30) ? null : One("g1", "g2"),
        HaFailback = !_rules || Chance(65),
        Running = true,
    };

    private HaFacts Ha(int nodes)
    {
        int[] managed = [.. Snapshot.Guests.Where(guest => guest.HaState is not null).Select(guest => guest.Id)];
        if (!_rules)
        {
            return new HaFacts { Groups = [Group("g1", nodes), Group("g2", nodes)] };
        }

        return new HaFacts { Rules = managed.Length < 2 ? [] : [.. Enumerable.Range(1, _random.Next(1, 6)).Select(number => Rule($"r{number}", managed, nodes))] };
    }

    private HaGroup Group(string name, int nodes) => new() { Name = name, Nodes = Preferences(nodes), Restricted = Chance(50), NoFailback = Chance(35) };

    private HaRule Rule(string name, int[] managed, int nodes)
    {
        var kind = _random.Next(0, 4);
        int[] guests = [.. managed.OrderBy(_ => _random.Next()).Take(kind < 2 ? _random.Next(2, 4) : _random.Next(1, 4)).Order()];
        var avoid = Version.AtLeast(9, 2) && Chance(20);
        return new HaRule
        {
            Name = name,
            Type = kind < 2 ? HaRuleType.ResourceAffinity : HaRuleType.NodeAffinity,
            Affinity = kind == 1 || (kind > 1 && avoid) ? HaAffinity.Negative : HaAffinity.Positive,
            Guests = guests,
            Nodes = kind < 2 ? [] : Preferences(nodes),
            Strict = Chance(50),
            Disabled = Chance(8),
        };
    }

    private List<NodePreference> Preferences(int nodes)
    {
        var several = Chance(50);
        int[] named = [.. Enumerable.Range(1, nodes).OrderBy(_ => _random.Next()).Take(_random.Next(1, nodes + 1))];
        return [.. named.Order().Select(node => new NodePreference($"pve{node}", several ? _random.Next(0, 3) : 0))];
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T One<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
