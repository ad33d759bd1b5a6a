using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Unites the pins that tags and pools give to one guest, and gathers the guests with the same union into one rule.</summary>
internal sealed class PinUnion
{
    private readonly Dictionary<MarkedGroup, List<int>> _single = [];
    private readonly Dictionary<string, (MarkedGroup[] Sources, List<int> Guests)> _several = new(StringComparer.Ordinal);

    public void Pin(int guest, List<MarkedGroup> sources)
    {
        if (sources.Count == 1)
        {
            if (!_single.TryGetValue(sources[0], out var guests))
            {
                _single.Add(sources[0], guests = []);
            }

            guests.Add(guest);
            return;
        }

        sources.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var key = string.Join('\n', sources.Select(source => source.Name));
        if (!_several.TryGetValue(key, out var united))
        {
            _several.Add(key, united = ([.. sources], []));
        }

        united.Guests.Add(guest);
    }

    public void AddTo(RuleDraft draft)
    {
        var rules = new List<BoundRule>(_single.Count + _several.Count);
        foreach (var (source, guests) in _single)
        {
            rules.Add(Rule(draft, [source], guests));
        }

        foreach (var (sources, guests) in _several.Values)
        {
            rules.Add(Rule(draft, sources, guests));
        }

        rules.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        draft.Rules.AddRange(rules);
    }

    private static BoundRule Rule(RuleDraft draft, MarkedGroup[] sources, List<int> guests)
    {
        var nodes = new SortedSet<int>();
        var fromTag = false;
        foreach (var source in sources)
        {
            nodes.UnionWith(source.Pin);
            fromTag |= source.Pool is null;
        }

        return new BoundRule
        {
            Type = RuleType.NodeAffinity,
            Name = string.Join(" + ", sources.Select(source => source.Pool is null ? source.Name : source.Name + " (pin)")),
            Origin = fromTag ? RuleOrigin.Tag : RuleOrigin.Pool,
            Guests = [.. guests],
            Nodes = [.. nodes],
            Enforced = draft.Options.EnforcePinning,
        };
    }
}
