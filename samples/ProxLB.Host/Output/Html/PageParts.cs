using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>Parts that several sections of the page use.</summary>
internal static class PageParts
{
    /// <summary>The dimensions of a plan in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Dimensions(MigrationPlan plan) =>
        [.. plan.Before.Spread.Keys.Union(plan.After.Spread.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A dimension's name as a title.</summary>
    public static string Title(string dimension) => dimension switch
    {
        "cpu" => "CPU",
        { Length: > 0 } => char.ToUpperInvariant(dimension[0]) + dimension[1..],
        _ => dimension,
    };

    /// <summary>A section with its title.</summary>
    public static HtmlElement Section(string style, string title, params IReadOnlyList<HtmlNode?> content) =>
        Of("section", style, [Of("h2", null, title), .. content]);

    /// <summary>A table that scrolls by itself where the screen is narrow.</summary>
    public static HtmlElement Table(string? style, IReadOnlyList<HtmlNode?> titles, IEnumerable<HtmlNode> rows) => Of(
        "div",
        "scroll",
        Of("table", style, Of("thead", null, Of("tr", null, titles)), Of("tbody", null, [.. rows])));

    /// <summary>A column's title.</summary>
    public static HtmlElement Column(string title, string? style = null) => Of("th", style, title).With("scope", "col");

    /// <summary>A small label; its text says what its colour does.</summary>
    public static HtmlElement Badge(string text, string colour = "") => Of("span", $"badge {colour}".TrimEnd(), text);

    /// <summary>Two figures, the second one marked; one if they are written alike.</summary>
    public static IReadOnlyList<HtmlNode?> Change(string before, string after) => string.Equals(before, after, StringComparison.Ordinal)
        ? [before]
        : [Of("span", "was", before), " → ", Of("strong", null, after)];

    /// <summary>The colour of a load.</summary>
    public static string Colour(double fraction) => Bar.Colour(fraction);

    /// <summary>All VMIDs, so that a search in the page finds each.</summary>
    public static string Ids(IEnumerable<int> guests) => string.Join(", ", guests);
}
