using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Tests;

/// <summary>Three nodes of 16 cores and 64 GiB, and as many guests as a test asks for: 2 cores, 4 GiB of which 2 GiB are used.</summary>
internal sealed class SmallCluster
{
    private const long Gibibyte = 1L << 30;
    private readonly List<Guest> _guests = [];
    private readonly List<HaRule> _rules = [];
    private readonly List<HaGroup> _groups = [];

    public HaFacts Ha { get; set; } = HaFacts.None;

    public ClusterVersion Version { get; set; } = ClusterVersion.Default;

    public int Nodes { get; set; } = 3;

    public SmallCluster Vm(int id, string node, string? ha = null, string storage = "ceph", string? group = null) =>
        Add(new Guest { Id = id, Node = node, Disks = [new GuestDisk(storage, 8 * Gibibyte)], HaState = ha, HaGroup = group });

    public SmallCluster Container(int id, string node, string? ha = null, string storage = "ceph") =>
        Add(new Guest { Id = id, Kind = GuestKind.Container, Node = node, Disks = [new GuestDisk(storage, 8 * Gibibyte)], HaState = ha });

    public SmallCluster Add(Guest guest)
    {
        _guests.Add(guest with
        {
            CpuCores = guest.CpuCores ?? 2,
            CpuUsed = guest.CpuUsed ?? 1,
            MemoryBytes = guest.MemoryBytes ?? 4 * Gibibyte,
            MemoryUsedBytes = guest.MemoryUsedBytes ?? 2 * Gibibyte,
        });
        return this;
    }

    public SmallCluster Rule(HaRule rule)
    {
        _rules.Add(rule);
        return this;
    }

    public SmallCluster Group(HaGroup group)
    {
        _groups.Add(group);
        return this;
    }

    public SmallCluster Together(string name, params int[] guests) =>
        Rule(new HaRule { Name = name, Type = HaRuleType.ResourceAffinity, Guests = guests, Affinity = HaAffinity.Positive });

    public SmallCluster Apart(string name, params int[] guests) =>
        Rule(new HaRule { Name = name, Type = HaRuleType.ResourceAffinity, Guests = guests, Affinity = HaAffinity.Negative });

    public SmallCluster OnNodes(string name, int guest, bool strict, params NodePreference[] nodes) =>
        Rule(new HaRule { Name = name, Type = HaRuleType.NodeAffinity, Guests = [guest], Nodes = nodes, Strict = strict });

    public ClusterSnapshot Snapshot() => new()
    {
        Name = "small",
        Nodes = [.. Enumerable.Range(1, Nodes).Select(index => new ClusterNode { Name = $"pve{index}", CpuCores = 16, MemoryBytes = 64 * Gibibyte })],
        Guests = _guests,
        Storages =
        [
            new ClusterStorage { Id = "ceph", Shared = true, Type = "rbd", Content = ["images", "rootdir"] },
            new ClusterStorage { Id = "local-zfs", Shared = false, Type = "zfspool", Content = ["images", "rootdir"] },
            new ClusterStorage { Id = "only1", Shared = true, Type = "nfs", Nodes = ["pve1"], Content = ["images"] },
        ],
        Ha = Ha with { Rules = _rules, Groups = _groups },
    };

    public WorldSettings Settings => new() { Version = Version, Name = "small" };

    public ClusterWorld Build(params IWorldObserver[] observers)
    {
        var world = WorldBuilder.Build(Snapshot(), Settings);
        world.Observers.AddRange(observers);
        return world;
    }
}
