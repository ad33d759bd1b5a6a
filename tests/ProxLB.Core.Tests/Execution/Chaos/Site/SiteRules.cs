using ProxLB.Core.Cluster;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>The required rules of a cluster, read and judged apart from the code under test: what a request breaks on the way.</summary>
internal sealed class SiteRules
{
    private const double MostOfMemory = 0.95;
    private readonly Dictionary<string, long> _memory;
    private readonly List<int[]> _apart;
    private readonly List<int[]> _together;
    private readonly Dictionary<int, HashSet<string>> _pins = [];
    private readonly HashSet<int> _ignored;
    private int _nodesWhenPlanned = int.MaxValue;

    public SiteRules(ClusterSnapshot cluster)
    {
        _memory = cluster.Nodes.ToDictionary(node => node.Name, node => (long)(node.MemoryBytes!.Value * MostOfMemory), StringComparer.Ordinal);
        _apart = Groups(cluster, "plb_anti_affinity_");
        _apart.AddRange(cluster.Ha.Rules.Where(rule => rule is { Type: HaRuleType.ResourceAffinity, Affinity: HaAffinity.Negative }).Select(rule => rule.Guests.ToArray()));
        _together = Groups(cluster, "plb_affinity_");
        _ignored = [.. cluster.Guests.Where(guest => guest.Tags.Any(tag => tag.StartsWith("plb_ignore", StringComparison.Ordinal))).Select(guest => guest.Id)];
        foreach (var guest in cluster.Guests.Where(guest => guest.Tags.Any(tag => tag.StartsWith("plb_pin_", StringComparison.Ordinal))))
        {
            _pins[guest.Id] = [.. guest.Tags.Where(tag => tag.StartsWith("plb_pin_", StringComparison.Ordinal)).Select(tag => tag["plb_pin_".Length..])];
        }

        foreach (var rule in cluster.Ha.Rules.Where(rule => rule is { Type: HaRuleType.NodeAffinity, Strict: true, Affinity: HaAffinity.Positive }))
        {
            foreach (var guest in rule.Guests)
            {
                _pins[guest] = [.. rule.Nodes.Select(node => node.Name)];
            }
        }
    }

    /// <summary>The node that is being emptied; null: none.</summary>
    public string? Drained { get; set; }

    /// <summary>A plan is made. What it may count on counts until the next one, also if a node comes back meanwhile.</summary>
    /// <returns>By rule: how badly it is broken, in guests that would have to move.</returns>
    public long[] Planned(SitePicture picture)
    {
        _nodesWhenPlanned = picture.EligibleBut(Drained);
        return Measure(picture, onTheWay: false);
    }

    /// <summary>Others have broken rules since the plan was made. The executor was told so by a fresh look, and what is broken already may stay so; but of a
    /// group that we have in hand ourselves nothing is forgiven.</summary>
    /// <param name="picture">What the fresh look showed.</param>
    /// <param name="planned">How badly the rules were broken when the plan was made.</param>
    /// <param name="ours">Guests that we have moved since.</param>
    /// <returns>By rule: how badly it may be broken from now on.</returns>
    public long[] LookedAt(SitePicture picture, long[] planned, IReadOnlySet<int> ours)
    {
        var broken = Measure(picture, onTheWay: false);
        return [.. _apart.Concat(_together).Select((group, rule) => group.Any(ours.Contains) ? planned[rule] : Math.Max(planned[rule], broken[rule]))];
    }

    /// <summary>What a request breaks, seen against a picture; null: nothing.</summary>
    /// <param name="picture">The cluster before the request.</param>
    /// <param name="planned">How badly the rules were broken when the plan was made; it may be so again on the way.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="from">The node that it is to leave.</param>
    /// <param name="target">The node that it is to go to.</param>
    public string? Breach(SitePicture picture, long[] planned, int guest, string from, string target)
    {
        if (picture.NodeOf(guest) != from)
        {
            return $"is on {picture.NodeOf(guest) ?? "no node"}, not on {from}";
        }

        if (!picture.IsEligible(target))
        {
            return $"goes to {target}, which is not eligible";
        }

        if (_ignored.Contains(guest))
        {
            return "is ignored";
        }

        if (_pins.TryGetValue(guest, out var nodes) && !nodes.Contains(target))
        {
            return $"is pinned to {string.Join(", ", nodes)}";
        }

        var after = picture.With(guest, target);
        if (picture.IsRunning(guest) && after.MemoryOn(target) > _memory[target])
        {
            return $"overloads {target}: {after.MemoryOn(target) >> 20} MiB of {_memory[target] >> 20} MiB";
        }

        var (now, then) = (Measure(picture, onTheWay: true), Measure(after, onTheWay: true));
        for (var rule = 0; rule < now.Length; rule++)
        {
            if (then[rule] > now[rule] && then[rule] > planned[rule])
            {
                var (name, group) = rule < _apart.Count ? ("apart", _apart[rule]) : ("together", _together[rule - _apart.Count]);
                return $"breaks {name}({string.Join(", ", group.Select(member => $"{member} on {string.Join("+", picture.PlacesOf(member))}"))}), {now[rule]} to {then[rule]}, planned {planned[rule]}; {picture}";
            }
        }

        return null;
    }

    private static List<int[]> Groups(ClusterSnapshot cluster, string prefix) =>
    [
        .. cluster.Guests
            .SelectMany(guest => guest.Tags.Where(tag => tag.StartsWith(prefix, StringComparison.Ordinal)).Select(tag => (Tag: tag, guest.Id)))
            .GroupBy(pair => pair.Tag, pair => pair.Id, StringComparer.Ordinal).Select(group => group.Order().ToArray()),
    ];

    /// <summary>Guests that would have to leave a node; with more members than nodes they may share evenly.</summary>
    private long Crowded(int[] group, SitePicture picture)
    {
        // With fewer nodes than members they share evenly.
        var nodes = Math.Max(1, Math.Min(_nodesWhenPlanned, picture.EligibleBut(Drained)));
        var share = Math.Max(1, (group.Length + nodes - 1) / nodes);
        return group.SelectMany(picture.PlacesOf).GroupBy(node => node, StringComparer.Ordinal).Sum(node => Math.Max(0, node.Count() - share));
    }

    private long[] Measure(SitePicture picture, bool onTheWay) =>
        [.. _apart.Select(group => Crowded(group, picture)), .. _together.Select(group => Scattered(group, picture, onTheWay))];

    /// <summary>On the way a group counts as kept while its members are on its old node, on its new one, or between them.</summary>
    private static long Scattered(int[] group, SitePicture picture, bool onTheWay)
    {
        var members = group.Where(picture.IsRunning).ToArray();
        var nodes = members.SelectMany(picture.PlacesOf).GroupBy(node => node, StringComparer.Ordinal).ToArray();
        return members.Length == 0 || (onTheWay && nodes.Length <= 2) ? 0 : members.Length - nodes.Max(node => node.Count());
    }
}
