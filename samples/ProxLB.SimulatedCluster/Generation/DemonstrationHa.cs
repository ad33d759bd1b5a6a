using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Puts some guests under the HA manager, with rules or groups that already hold: it would repair others by itself.</summary>
internal static class DemonstrationHa
{
    public static (List<Guest> Guests, HaFacts Facts) Apply(List<GuestDraft> drafts, GeneratorOptions options)
    {
        var count = (int)Math.Round(drafts.Count * options.HaShare);
        var chosen = drafts.Where(guest => guest.Kind == GuestKind.Vm && guest.Tags.Count == 0 && !guest.LocalDisk).Take(count).ToList();
        var groups = new List<HaGroup>();
        var rules = new List<HaRule>();
        if (options.HaRules && options.Version.AtLeast(9, 0))
        {
            AddRules(rules, chosen, options);
        }
        else if (options.HaRules && chosen.Count > 0)
        {
            groups.Add(new HaGroup { Name = "prefer", Nodes = Neighbours(chosen[0], options) });
        }

        var ids = chosen.Select(guest => guest.Id).ToHashSet();
        var guests = drafts.Select(draft => ids.Contains(draft.Id)
            ? draft.Finish() with { HaState = "started", HaStatus = "started", HaGroup = groups.Count > 0 && draft == chosen[0] ? groups[0].Name : null }
            : draft.Finish()).ToList();
        return (guests, new HaFacts { Groups = groups, Rules = rules, ManagerActive = chosen.Count > 0 });
    }

    private static void AddRules(List<HaRule> rules, List<GuestDraft> chosen, GeneratorOptions options)
    {
        if (chosen.Count > 0)
        {
            rules.Add(new HaRule
            {
                Name = "prefer",
                Type = HaRuleType.NodeAffinity,
                Guests = [chosen[0].Id],
                Nodes = Neighbours(chosen[0], options),
            });
        }

        var first = chosen.Skip(1).FirstOrDefault();
        var second = chosen.Skip(2).FirstOrDefault(guest => guest.Node != first!.Node);
        if (first is not null && second is not null)
        {
            rules.Add(new HaRule
            {
                Name = "apart",
                Type = HaRuleType.ResourceAffinity,
                Affinity = HaAffinity.Negative,
                Guests = [first.Id, second.Id],
            });
        }
    }

    private static List<NodePreference> Neighbours(GuestDraft guest, GeneratorOptions options) =>
        [.. new[] { guest.Node, (guest.Node + 1) % options.Nodes }.Distinct().Order().Select(index => new NodePreference(ClusterGenerator.NodeName(index)))];
}
