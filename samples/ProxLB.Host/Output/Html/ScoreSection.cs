using System.Globalization;
using ProxLB.Core.Planning;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>The score before and after, term by term.</summary>
internal static class ScoreSection
{
    public static HtmlElement? Build(MigrationPlan plan)
    {
        if (plan.Before.Terms.Count == 0 && plan.After.Terms.Count == 0)
        {
            return null;
        }
        var before = plan.Before.Terms.ToDictionary(term => term.Term, StringComparer.Ordinal);
        var after = plan.After.Terms.ToDictionary(term => term.Term, StringComparer.Ordinal);
        return PageParts.Section(
            "score",
            "How the score is made up",
            Of("p", "hint", "Lower is better; a term counts only where those above it are equal."),
            PageParts.Table(
                "narrow",
                [PageParts.Column("Term"), PageParts.Column("Weight", "number"), PageParts.Column("Before", "number"), PageParts.Column("After", "number")],
                before.Keys.Union(after.Keys, StringComparer.Ordinal).Select(term => Row(term, before.GetValueOrDefault(term), after.GetValueOrDefault(term)))));
    }

    private static HtmlElement Row(string term, ScoreTerm? before, ScoreTerm? after) => Of(
        "tr",
        null,
        Of("th", null, term).With("scope", "row"),
        Of("td", "number", Number((before ?? after)?.Weight)),
        Of("td", "number", Number(before?.Contribution)),
        Of("td", "number", Number(after?.Contribution)));

    private static string Number(double? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "–";
}
