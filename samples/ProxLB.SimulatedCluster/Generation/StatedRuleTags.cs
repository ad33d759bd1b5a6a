using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Turns the stated rules of a snapshot into tags: a real cluster has no other place for them.</summary>
/// <remarks>Rules that tags cannot say (preferred ones, by label, against other guests, off nodes) are left out.</remarks>
internal static class StatedRuleTags
{
    public static void Apply(ClusterWorld world, IReadOnlyList<PlacementRule> rules)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (rule is not { Required: true, SpreadBy: null, Label: null, OtherGuests.Count: 0 })
            {
                continue;
            }

            foreach (var tag in Tags(rule, index))
            {
                foreach (var id in rule.Guests.Where(world.Guests.ContainsKey))
                {
                    var tags = world.Guests[id].Tags;
                    if (!tags.Contains(tag))
                    {
                        tags.Add(tag);
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Tags(PlacementRule rule, int index) => rule.Type switch
    {
        RuleType.Affinity => [$"plb_affinity_rule{index}"],
        RuleType.AntiAffinity => [$"plb_anti_affinity_rule{index}"],
        RuleType.Ignore => [$"plb_ignore_rule{index}"],
        RuleType.NodeAffinity => rule.Nodes.Select(node => $"plb_pin_{node.Name}"),
        _ => [],
    };
}
