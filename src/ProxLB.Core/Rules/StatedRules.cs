using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Derives the rules that the snapshot and the configuration state outright.</summary>
internal static class StatedRules
{
    public static void Derive(RuleDraft draft)
    {
        var number = 0;
        foreach (var rule in draft.Index.Snapshot.Rules)
        {
            var name = NameOf(rule.Name, rule.Type, "", ++number);
            var called = RuleWarnings.Called(rule.Origin, name);
            RuleBinding.Add(
                draft, rule, name, Known(draft, rule.Guests, called), rule.OtherGuests.Count == 0 ? null : Known(draft, rule.OtherGuests, called));
        }

        if (draft.Options.Rules.Count == 0 && draft.Options.Ignore.Count == 0)
        {
            return;
        }

        var directory = new GuestDirectory(draft.Index);
        number = 0;
        foreach (var rule in draft.Options.Rules)
        {
            var name = NameOf(rule.Name, rule.Type, "configured ", ++number);
            var others = rule.OtherGuests.Count == 0 ? null : Selected(draft, directory, rule.OtherGuests, $"rule {name}");
            RuleBinding.Add(draft, Stated(rule), name, Selected(draft, directory, rule.Guests, $"rule {name}"), others);
        }

        foreach (var selector in draft.Options.Ignore)
        {
            foreach (var guest in Selected(draft, directory, [selector], "the list of ignored guests"))
            {
                draft.Ignore(guest, GuestIgnore.Always, $"'{selector}' in the list of ignored guests");
            }
        }
    }

    private static string NameOf(string? name, RuleType type, string source, int number) =>
        string.IsNullOrWhiteSpace(name) ? $"{source}{Word(type)} {number}" : name;

    private static string Word(RuleType type) => type switch
    {
        RuleType.Affinity => "affinity",
        RuleType.AntiAffinity => "anti-affinity",
        RuleType.NodeAffinity => "node affinity",
        RuleType.NodeAntiAffinity => "node anti-affinity",
        _ => "ignore",
    };

    private static PlacementRule Stated(ConfiguredRule rule) => new()
    {
        Type = rule.Type,
        Guests = [],
        Nodes = rule.Nodes,
        Required = rule.Required,
        SpreadBy = rule.SpreadBy,
        Weight = rule.Weight,
        Label = rule.Label,
        ExceptMaintenance = rule.ExceptMaintenance,
    };

    private static List<int> Known(RuleDraft draft, IReadOnlyList<int> vmids, string called)
    {
        var guests = new List<int>(vmids.Count);
        List<int>? unknown = null;
        foreach (var vmid in vmids)
        {
            var guest = draft.Index.Guest(vmid);
            if (guest < 0)
            {
                (unknown ??= []).Add(vmid);
            }
            else
            {
                guests.Add(guest);
            }
        }

        if (unknown is not null)
        {
            draft.Warnings.UnknownGuests(called, unknown);
        }

        return guests;
    }

    private static List<int> Selected(RuleDraft draft, GuestDirectory directory, IReadOnlyList<string> selectors, string called)
    {
        var found = new List<int>();
        foreach (var selector in selectors)
        {
            if (GuestSelector.Select(selector, directory, found) is { } problem)
            {
                draft.Warnings.Add($"In {called} the selector '{selector}' {problem}.");
            }
        }

        return found;
    }
}
