using System.Globalization;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>Each node's load before and after, as figures and bars.</summary>
internal static class LoadSection
{
    public static HtmlElement? Build(MigrationPlan plan)
    {
        if (plan.Before.Nodes.Count == 0)
        {
            return null;
        }
        var dimensions = PageParts.Dimensions(plan);
        var after = plan.After.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        return PageParts.Section(
            "load",
            plan.Migrations.Count > 0 ? "Load of the nodes, before and after" : "Load of the nodes",
            plan.Migrations.Count > 0 ? Legend() : null,
            PageParts.Table(
                "loads",
                [PageParts.Column("Node"), .. dimensions.Select(dimension => PageParts.Column(PageParts.Title(dimension), "wide")), PageParts.Column("Guests", "number")],
                plan.Before.Nodes.Select(node => Row(node, after.GetValueOrDefault(node.Name, node), dimensions))));
    }

    private static HtmlElement Legend() => Of(
        "p",
        "legend",
        Of("span", "key before"),
        " before ",
        Of("span", "key green"),
        " after, ",
        Of("span", "key yellow"),
        " from 75 %, ",
        Of("span", "key red"),
        " from 90 %");

    private static HtmlElement Row(NodeState before, NodeState after, IReadOnlyList<string> dimensions) => Of(
        "tr",
        after.Eligible ? null : "muted",
        [
            Of("th", "node", before.Name, after.Eligible ? null : Of("span", "note", " takes no part")).With("scope", "row"),
            .. dimensions.Select(dimension => Load(before, after, dimension)),
            Of("td", "number", PageParts.Change($"{before.Guests}", $"{after.Guests}")),
        ]);

    private static HtmlElement Load(NodeState before, NodeState after, string dimension)
    {
        var was = before.Utilisation.GetValueOrDefault(dimension, double.NaN);
        var then = after.Utilisation.GetValueOrDefault(dimension, double.NaN);
        return Of(
            "td",
            null,
            Of(
                "div",
                "gauge",
                Of(
                    "div",
                    "meter",
                    Of("span", "bar before").With("style", Width(was)),
                    Of("span", $"bar after {PageParts.Colour(then)}").With("style", Width(then))).With("aria-hidden", "true"),
                Of("span", "figures", PageParts.Change(Figures.Percent(was), Figures.Percent(then)))));
    }

    private static string Width(double fraction)
    {
        var percent = double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1) * 100;
        return string.Create(CultureInfo.InvariantCulture, $"width:{percent:0.##}%");
    }
}
