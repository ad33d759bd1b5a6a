using ProxLB.Core.Planning;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>What the plan could not do or left alone, and why.</summary>
internal static class RemarkSections
{
    public static HtmlElement? Unsatisfied(MigrationPlan plan) => plan.Unsatisfied.Count == 0 ? null : PageParts.Section(
        plan.Unsatisfied.Any(item => item.Required) ? "alert red" : "alert yellow",
        "Could not be done",
        Of("ul", null, [.. plan.Unsatisfied.Select(Item)]));

    public static HtmlElement? Conflicts(MigrationPlan plan) => plan.Conflicts.Count == 0 ? null : PageParts.Section(
        "alert red",
        "Rules in conflict",
        Of("ul", null, [.. plan.Conflicts.Select(Conflict)]));

    public static HtmlElement? Skipped(MigrationPlan plan) => plan.Skipped.Count == 0 ? null : PageParts.Section(
        "skipped",
        "Guests that had to stay",
        PageParts.Table(
            null,
            [PageParts.Column("Why", "wide"), PageParts.Column("Guests")],
            plan.Skipped.GroupBy(guest => guest.Reason, StringComparer.Ordinal).Select(group => Of(
                "tr",
                null,
                Of("td", null, group.Key),
                Of("td", "vmid", PageParts.Ids(group.Select(guest => guest.Guest)))))));

    public static HtmlElement? Warnings(MigrationPlan plan) => plan.Warnings.Count == 0 ? null : PageParts.Section(
        "alert yellow",
        "Warnings",
        Of("ul", null, [.. plan.Warnings.Select(warning => Of("li", null, warning))]));

    private static HtmlElement Item(UnsatisfiedItem item) => Of(
        "li",
        null,
        Of("strong", null, item.Rule is null ? item.Constraint : $"{item.Constraint}: {item.Rule}"),
        " ",
        PageParts.Badge(item.Required ? "required" : "preferred", item.Required ? "red" : "yellow"),
        Of("div", null, item.Reason),
        Concerned(item.Guests, item.Nodes));

    private static HtmlElement Conflict(RuleConflict conflict) => Of(
        "li",
        null,
        Of("strong", null, string.Join(" against ", conflict.Rules)),
        Of("div", null, conflict.Relax),
        Concerned(conflict.Guests, conflict.Nodes));

    private static HtmlElement? Concerned(IReadOnlyList<int> guests, IReadOnlyList<string> nodes)
    {
        var parts = new List<string>();
        if (guests.Count > 0)
        {
            parts.Add($"Guests: {PageParts.Ids(guests)}");
        }
        if (nodes.Count > 0)
        {
            parts.Add($"Nodes: {string.Join(", ", nodes)}");
        }
        return parts.Count == 0 ? null : Of("div", "note", string.Join(". ", parts));
    }
}
