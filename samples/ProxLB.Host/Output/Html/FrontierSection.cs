using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>What so many migrations can reach, as a curve and as figures.</summary>
internal static class FrontierSection
{
    public static HtmlElement? Build(MigrationPlan plan)
    {
        if (plan.Frontier.Count == 0)
        {
            return null;
        }
        var dimensions = PageParts.Dimensions(plan);
        return PageParts.Section(
            "frontier",
            "What so many migrations can reach",
            Of("p", "hint", "The best spread, in percentage points, that each number of migrations can reach; broken rules are mended first."),
            plan.Frontier.Count > 1 ? new FrontierChart(plan.Frontier, dimensions, plan.Migrations.Count).Draw() : null,
            PageParts.Table(
                "narrow",
                [
                    PageParts.Column("Migrations", "number"),
                    .. dimensions.Select(dimension => PageParts.Column($"{PageParts.Title(dimension)} spread", "number")),
                    PageParts.Column("Cost", "number"),
                    PageParts.Column(""),
                ],
                plan.Frontier.Select(point => Row(point, dimensions, plan.Migrations.Count))));
    }

    private static HtmlElement Row(FrontierPoint point, IReadOnlyList<string> dimensions, int chosen) => Of(
        "tr",
        point.Migrations == chosen ? "chosen" : null,
        [
            Of("th", "number", $"{point.Migrations}").With("scope", "row"),
            .. dimensions.Select(dimension => Of("td", "number", point.Spread.TryGetValue(dimension, out var spread) ? Figures.Points(spread) : "n/a")),
            Of("td", "number", Figures.Bytes(point.CostBytes)),
            Of("td", "note", point.Migrations == chosen ? "this plan" : null),
        ]);
}
