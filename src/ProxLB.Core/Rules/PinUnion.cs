using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Unites the pins that tags and pools give to one guest, and gathers the guests with the same union into one rule.</summary>
internal sealed class PinUnion
{
    private readonly Dictionary<(United? Before, MarkedGroup Source), United> _united = [];

    /// <summary>Pins a guest to the nodes of all its sources.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="sources">What pins it, each once; the order is changed.</param>
    public void Pin(int guest, List<MarkedGroup> sources)
    {
        sources.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        United? union = null;
        foreach (var source in sources)
        {
            if (!_united.TryGetValue((union, source), out var next))
            {
                _united.Add((union, source), next = new United([.. union?.Sources ?? [], source]));
            }

            union = next;
        }

        union!.Guests.Add(guest);
    }

    public void AddTo(RuleDraft draft)
    {
        var rules = new List<BoundRule>(_united.Count);
        foreach (var union in _united.Values)
        {
            if (union.Guests.Count > 0)
            {
                rules.Add(Rule(union, draft.Options.EnforcePinning));
            }
        }

        rules.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        draft.Rules.AddRange(rules);
    }

    private static BoundRule Rule(United union, bool enforced) => new()
    {
        Type = RuleType.NodeAffinity,
        Name = string.Join(" + ", union.Sources.Select(source => source.Pool is null ? source.Name : $"{source.Name} (pin)")),
        Origin = Array.Exists(union.Sources, source => source.Pool is null) ? RuleOrigin.Tag : RuleOrigin.Pool,
        Guests = [.. union.Guests],
        Nodes = [.. union.Sources.SelectMany(source => source.Pin).Distinct().Order()],
        Enforced = enforced,
    };

    private sealed class United(MarkedGroup[] sources)
    {
        public MarkedGroup[] Sources { get; } = sources;

        public List<int> Guests { get; } = [];
    }
}
