using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Tests.Rules;

/// <summary>Short ways to state the facts that rules are about.</summary>
internal static class Facts
{
    private const long Gib = 1L << 30;

    public static ClusterNode Node(string name) => new() { Name = name, CpuCores = 16, MemoryBytes = 64 * Gib };

    public static ClusterNode[] Nodes(params string[] names) => [.. names.Select(Node)];

    public static Guest Guest(int id, string node = "pve1", params string[] tags) => new() { Id = id, Name = $"g{id}", Node = node, Tags = tags };

    public static Guest HaGuest(int id, string node = "pve1", bool failback = true) =>
        Guest(id, node) with { HaState = "started", HaStatus = "started", HaFailback = failback };

    public static ClusterSnapshot Snapshot(ClusterNode[] nodes, params Guest[] guests) => new() { Nodes = nodes, Guests = guests };

    public static ClusterSnapshot Snapshot(params Guest[] guests) => Snapshot(Nodes("pve1", "pve2", "pve3"), guests);

    public static RuleSet Derive(ClusterSnapshot cluster, RuleOptions? rules = null, NodeOptions? nodes = null, params string[] drain) =>
        RuleSet.Derive(new SnapshotIndex(cluster), rules ?? new RuleOptions(), nodes ?? new NodeOptions(), drain);

    public static HaModel Ha(ClusterSnapshot cluster, out IReadOnlyList<string> warnings)
    {
        var collected = new RuleWarnings();
        var model = HaModel.Derive(new SnapshotIndex(cluster), collected);
        warnings = collected.Sentences;
        return model;
    }

    public static HaModel Ha(ClusterSnapshot cluster) => Ha(cluster, out _);

    public static HaRule NodeAffinity(string name, int[] guests, params string[] nodes) => new()
    {
        Name = name,
        Type = HaRuleType.NodeAffinity,
        Guests = guests,
        Nodes = [.. nodes.Select(Preference)],
    };

    public static HaRule Together(string name, params int[] guests) => new() { Name = name, Type = HaRuleType.ResourceAffinity, Guests = guests };

    public static HaRule Apart(string name, params int[] guests) => Together(name, guests) with { Affinity = HaAffinity.Negative };

    /// <summary>Reads <c>pve1:2</c> or <c>pve1</c>.</summary>
    public static NodePreference Preference(string text)
    {
        var parts = text.Split(':');
        return new NodePreference(parts[0], parts.Length > 1 ? int.Parse(parts[1]) : 0);
    }

    public static int[] Vmids(SnapshotIndex index, IEnumerable<int> guests) => [.. guests.Select(index.Vmid)];

    public static string[] Names(SnapshotIndex index, IEnumerable<int> nodes) => [.. nodes.Select(index.NodeName)];

    public static string[] Kept(HaModel model, int vmid)
    {
        var kept = model.KeptOn(model.Index.Guest(vmid));
        return [.. Enumerable.Range(0, kept.Length).Where(node => kept[node]).Select(model.Index.NodeName)];
    }
}
