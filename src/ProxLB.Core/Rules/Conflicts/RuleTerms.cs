using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Collects what the rules of all sources demand: those that are required and have to be repaired.</summary>
internal static class RuleTerms
{
    public static List<RuleTerm> Of(RuleSet rules, HaModel ha)
    {
        var terms = new List<RuleTerm>();
        var nodeCount = rules.Index.NodeCount;
        foreach (var rule in rules.Rules.Where(rule => rule is { Required: true, Enforced: true } && rule.Type != RuleType.AntiAffinity))
        {
            terms.Add(rule.Type == RuleType.Affinity ? Group(rule, RuleTermKind.Together) : Bound(rule, nodeCount));
        }

        AddNodeAffinities(ha, terms);
        foreach (var rule in ha.ResourceRules.Where(rule => rule.Guests.Length > 1))
        {
            terms.Add(new RuleTerm
            {
                Name = rule.Name,
                Origin = RuleOrigin.HaRule,
                Kind = rule.Together ? RuleTermKind.Together : RuleTermKind.Apart,
                Guests = rule.Guests,
                Strict = true,
            });
        }

        var open = OpenNodes.Of(terms, rules.Index.GuestCount);
        foreach (var rule in rules.Rules.Where(rule => rule is { Required: true, Enforced: true, Type: RuleType.AntiAffinity }))
        {
            terms.Add(rule.OtherGuests.Length > 0
                ? Group(rule, RuleTermKind.Sides) with { Others = rule.OtherGuests }
                : Group(rule, RuleTermKind.Apart) with { Share = open.EvenShare(rules, rule) });
        }

        return terms;
    }

    private static RuleTerm Group(BoundRule rule, RuleTermKind kind) =>
        new() { Name = rule.Name, Origin = rule.Origin, Kind = kind, Guests = rule.Guests };

    private static RuleTerm Bound(BoundRule rule, int nodeCount)
    {
        int[] open = rule.Type == RuleType.NodeAffinity ? rule.Nodes : [.. Enumerable.Range(0, nodeCount).Except(rule.Nodes)];
        return Group(rule, RuleTermKind.Nodes) with { Open = NodeBits.Of(nodeCount, open), Named = rule.Nodes };
    }

    private static void AddNodeAffinities(HaModel ha, List<RuleTerm> terms)
    {
        var bound = new Dictionary<bool[], (HaNodeAffinity Rule, List<int> Guests)>(ReferenceEqualityComparer.Instance);
        foreach (var guest in ha.Index.ByVmid)
        {
            if (ha.NodeAffinity(guest) is not { } rule)
            {
                continue;
            }

            var kept = ha.KeptOn(guest);
            if (!bound.TryGetValue(kept, out var entry))
            {
                bound.Add(kept, entry = (rule, []));
            }

            entry.Guests.Add(guest);
        }

        foreach (var (kept, (rule, guests)) in bound)
        {
            int[] nodes = [.. Enumerable.Range(0, kept.Length).Where(node => kept[node])];

            // With no node online the HA manager waits; that is no contradiction between rules.
            if (nodes.Length > 0)
            {
                terms.Add(new RuleTerm
                {
                    Name = rule.Name,
                    Origin = rule.Origin,
                    Kind = RuleTermKind.Nodes,
                    Guests = [.. guests],
                    Open = NodeBits.Of(kept.Length, nodes),
                    Named = nodes,
                });
            }
        }
    }
}
