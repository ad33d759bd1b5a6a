using ProxLB.Core.Cluster;

namespace ProxLB.TestKit;

/// <summary>Builds a snapshot in a few words. A node has 16 cores and 64 GiB unless said otherwise; a guest has 2 cores and
/// 4 GiB, uses all of its memory and a quarter of its cores. Each method's last argument changes any other fact.</summary>
public sealed class ClusterBuilder
{
    /// <summary>Bytes in one GiB.</summary>
    public const long GiB = 1L << 30;
    /// <summary>When built clusters were captured, and where <see cref="ManualTimeProvider"/> starts: 2026-11-22 08:00 UTC.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly List<ClusterNode> _nodes = [];
    private readonly List<Guest> _guests = [];
    private readonly List<ClusterStorage> _storages = [];
    private readonly List<PlacementRule> _rules = [];
    private ClusterSnapshot _cluster = new() { Name = "test", CapturedAt = Epoch, Nodes = [], Guests = [] };

    /// <summary>Adds a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memoryGiB">Physical memory in GiB.</param>
    /// <param name="cores">Physical cores.</param>
    /// <param name="with">Changes any other fact.</param>
    public ClusterBuilder Node(string name, double memoryGiB = 64, double cores = 16, Func<ClusterNode, ClusterNode>? with = null) =>
        Node(Change(new ClusterNode { Name = name, CpuCores = cores, MemoryBytes = Bytes(memoryGiB) }, with));

    /// <summary>Adds a node of which all is stated.</summary>
    public ClusterBuilder Node(ClusterNode node)
    {
        _nodes.Add(node);
        return this;
    }

    /// <summary>Adds nodes that are alike.</summary>
    public ClusterBuilder Nodes(IEnumerable<string> names, double memoryGiB = 64, double cores = 16, Func<ClusterNode, ClusterNode>? with = null)
    {
        foreach (var name in names)
        {
            Node(name, memoryGiB, cores, with);
        }

        return this;
    }

    /// <summary>Adds a node that is down and of which nothing is known but its name.</summary>
    public ClusterBuilder OfflineNode(string name) => Node(new ClusterNode { Name = name, Online = false });

    /// <summary>Adds a running VM.</summary>
    /// <param name="id">The VMID.</param>
    /// <param name="node">The node it lies on.</param>
    /// <param name="memoryGiB">Configured memory.</param>
    /// <param name="cores">Configured cores.</param>
    /// <param name="usedGiB">Memory in use; null: all of it.</param>
    /// <param name="cpuUsed">Cores in use; null: a quarter of them.</param>
    /// <param name="tags">Tags, separated by blanks.</param>
    /// <param name="with">Changes any other fact.</param>
    public ClusterBuilder Guest(
        int id,
        string node,
        double memoryGiB = 4,
        double cores = 2,
        double? usedGiB = null,
        double? cpuUsed = null,
        string tags = "",
        Func<Guest, Guest>? with = null) =>
        Guest(Change(
            new Guest
            {
                Id = id,
                Name = $"guest{id}",
                Node = node,
                CpuCores = cores,
                CpuUsed = cpuUsed ?? (cores / 4),
                MemoryBytes = Bytes(memoryGiB),
                MemoryUsedBytes = Bytes(usedGiB ?? memoryGiB),
                Tags = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            },
            with));

    /// <summary>Adds a guest of which all is stated.</summary>
    public ClusterBuilder Guest(Guest guest)
    {
        _guests.Add(guest);
        return this;
    }

    /// <summary>Adds guests that are alike, with ascending VMIDs.</summary>
    public ClusterBuilder Guests(
        int firstId, int count, string node, double memoryGiB = 4, double cores = 2, string tags = "", Func<Guest, Guest>? with = null)
    {
        for (var id = firstId; id < firstId + count; id++)
        {
            Guest(id, node, memoryGiB, cores, tags: tags, with: with);
        }

        return this;
    }

    /// <summary>Adds a running container.</summary>
    public ClusterBuilder Container(int id, string node, double memoryGiB = 4, double cores = 2, string tags = "", Func<Guest, Guest>? with = null) =>
        Guest(id, node, memoryGiB, cores, tags: tags, with: guest => Change(guest with { Kind = GuestKind.Container }, with));

    /// <summary>Adds a guest that does not run; nothing is measured of it.</summary>
    public ClusterBuilder StoppedGuest(int id, string node, double memoryGiB = 4, double cores = 2, string tags = "", Func<Guest, Guest>? with = null) =>
        Guest(id, node, memoryGiB, cores, tags: tags, with: guest =>
            Change(guest with { Running = false, CpuUsed = null, MemoryUsedBytes = null }, with));

    /// <summary>Adds a guest that the HA manager keeps started.</summary>
    public ClusterBuilder HaGuest(int id, string node, double memoryGiB = 4, double cores = 2, string tags = "", Func<Guest, Guest>? with = null) =>
        Guest(id, node, memoryGiB, cores, tags: tags, with: guest =>
            Change(guest with { HaState = "started", HaStatus = "started" }, with));

    /// <summary>Gives the guest that was added last a disk.</summary>
    public ClusterBuilder Disk(string storage, double gibibytes)
    {
        var guest = _guests[^1];
        _guests[^1] = guest with { Disks = [.. guest.Disks, new GuestDisk(storage, Bytes(gibibytes))] };
        return this;
    }

    /// <summary>Adds a storage that nodes share.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="nodes">The nodes that have it; none: all.</param>
    public ClusterBuilder SharedStorage(string id, params string[] nodes) =>
        Storage(new ClusterStorage { Id = id, Shared = true, Nodes = nodes.Length == 0 ? null : nodes });

    /// <summary>Adds a storage that each node has its own of.</summary>
    public ClusterBuilder LocalStorage(string id, params (string Node, double FreeGiB)[] free) =>
        Storage(new ClusterStorage { Id = id, Shared = false, Free = free.ToDictionary(entry => entry.Node, entry => Bytes(entry.FreeGiB)) });

    /// <summary>Adds a storage of which all is stated.</summary>
    public ClusterBuilder Storage(ClusterStorage storage)
    {
        _storages.Add(storage);
        return this;
    }

    /// <summary>Adds a required rule: the guests share one node.</summary>
    public ClusterBuilder Affinity(string name, params int[] guests) => Rule(RuleType.Affinity, name, guests);

    /// <summary>Adds a required rule: no two of the guests share a node.</summary>
    public ClusterBuilder AntiAffinity(string name, params int[] guests) => Rule(RuleType.AntiAffinity, name, guests);

    /// <summary>Guests that stay on the given nodes.</summary>
    public ClusterBuilder Pin(string name, int[] guests, params string[] nodes) =>
        Rule(RuleType.NodeAffinity, name, guests, rule => rule with { Nodes = Preferences(nodes) });

    /// <summary>Adds a rule: the guests stay where they are.</summary>
    public ClusterBuilder Ignore(string name, params int[] guests) => Rule(RuleType.Ignore, name, guests);

    /// <summary>Adds a required rule of any type.</summary>
    public ClusterBuilder Rule(RuleType type, string name, int[] guests, Func<PlacementRule, PlacementRule>? with = null)
    {
        _rules.Add(Change(new PlacementRule { Type = type, Name = name, Guests = guests }, with));
        return this;
    }

    /// <summary>Adds a group of the HA manager, as before PVE 9.</summary>
    public ClusterBuilder HaGroup(string name, bool restricted, params NodePreference[] nodes) =>
        Ha(ha => ha with { Groups = [.. ha.Groups, new HaGroup { Name = name, Nodes = nodes, Restricted = restricted }] });

    /// <summary>Adds a rule of the HA manager that binds guests to nodes.</summary>
    public ClusterBuilder HaNodeRule(string name, int[] guests, bool strict, params NodePreference[] nodes) =>
        HaRule(new HaRule { Name = name, Type = HaRuleType.NodeAffinity, Guests = guests, Strict = strict, Nodes = nodes });

    /// <summary>Adds a rule of the HA manager that keeps guests together or apart.</summary>
    public ClusterBuilder HaResourceRule(string name, HaAffinity affinity, params int[] guests) =>
        HaRule(new HaRule { Name = name, Type = HaRuleType.ResourceAffinity, Guests = guests, Affinity = affinity });

    /// <summary>Adds a rule of the HA manager of which all is stated.</summary>
    public ClusterBuilder HaRule(HaRule rule) => Ha(ha => ha with { Rules = [.. ha.Rules, rule] });

    /// <summary>Changes any other fact about the HA manager.</summary>
    public ClusterBuilder Ha(Func<HaFacts, HaFacts> change) => With(cluster => cluster with { Ha = change(cluster.Ha) });

    /// <summary>Changes facts of the whole cluster; nodes, guests, storages and rules have methods of their own.</summary>
    public ClusterBuilder With(Func<ClusterSnapshot, ClusterSnapshot> change)
    {
        _cluster = change(_cluster);
        return this;
    }

    /// <summary>The cluster as described so far. The builder may go on and build again.</summary>
    public ClusterSnapshot Build() =>
        _cluster with { Nodes = [.. _nodes], Guests = [.. _guests], Storages = [.. _storages], Rules = [.. _rules] };

    /// <summary>GiB in bytes.</summary>
    public static long Bytes(double gibibytes) => (long)(gibibytes * GiB);

    private static NodePreference[] Preferences(string[] nodes) => Array.ConvertAll(nodes, name => new NodePreference(name));

    private static T Change<T>(T value, Func<T, T>? with) => with is null ? value : with(value);
}
