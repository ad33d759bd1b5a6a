using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>What the plan comes to, and its figures.</summary>
internal static class SummarySection
{
    public static HtmlElement Build(MigrationPlan plan) => Of(
        "header",
        null,
        Of("p", "product", "ProxLB plan"),
        Of("h1", null, PlanSentence.For(plan)),
        Of(
            "p",
            "badges",
            PageParts.Badge(Status(plan.Status), PlanSentence.Colour(plan)),
            " ",
            PageParts.Badge($"goal {plan.Goal}"),
            plan.Optimal ? " " : null,
            plan.Optimal ? PageParts.Badge("proven: no plan reaches it better") : null,
            plan.StoppedBy is null ? null : " ",
            plan.StoppedBy is { } reason ? PageParts.Badge(EarlyEnd(reason), "yellow") : null),
        Of("dl", "tiles", [.. Tiles(plan)]));

    private static IEnumerable<HtmlNode> Tiles(MigrationPlan plan)
    {
        yield return Tile("Migrations", [$"{plan.Migrations.Count}"], null);
        if (plan.Migrations.Count > 0)
        {
            yield return Tile("Cost", [Figures.Bytes(plan.Migrations.Sum(migration => migration.CostBytes))], "to copy, with fixed costs");
        }
        if (plan.EstimatedSeconds is { } seconds)
        {
            yield return Tile("Time", [Figures.Duration(TimeSpan.FromSeconds(seconds))], "estimated");
        }
        foreach (var dimension in PageParts.Dimensions(plan))
        {
            var before = plan.Before.Spread.TryGetValue(dimension, out var was) ? Figures.Points(was) : "n/a";
            var after = plan.After.Spread.TryGetValue(dimension, out var then) ? Figures.Points(then) : "n/a";
            var bound = plan.SpreadLowerBound.TryGetValue(dimension, out var least) && least >= 0.05 ? $"points; no placement is below {Figures.Points(least)}" : "points";
            yield return Tile($"{PageParts.Title(dimension)} spread", PageParts.Change(before, after), bound);
        }
        yield return Tile("Imbalance", PageParts.Change(Figures.Points(plan.Before.Imbalance), Figures.Points(plan.After.Imbalance)), "0 is perfect");
        yield return Tile("Distance to the goal", PageParts.Change(Figures.Points(plan.Before.Distance), Figures.Points(plan.After.Distance)), "0 is reached");
        if (plan.Before.NativeImbalancePercent is { } nativeBefore && plan.After.NativeImbalancePercent is { } nativeAfter)
        {
            yield return Tile("Proxmox's imbalance", PageParts.Change($"{Figures.Points(nativeBefore)} %", $"{Figures.Points(nativeAfter)} %"), "as its scheduler counts");
        }
    }

    private static HtmlElement Tile(string name, IReadOnlyList<HtmlNode?> value, string? note) =>
        Of("div", null, Of("dt", null, name), Of("dd", "value", value), note is null ? null : Of("dd", "note", note));

    private static string Status(PlanStatus status) => status switch
    {
        PlanStatus.Balanced => "balanced",
        PlanStatus.Improved => "improved",
        PlanStatus.NoBeneficialMigration => "no beneficial migration",
        PlanStatus.Partial => "partial",
        PlanStatus.Infeasible => "infeasible",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };

    private static string EarlyEnd(StopReason reason) => reason switch
    {
        StopReason.Time => "the time budget ended the search",
        StopReason.Cancelled => "the search was stopped",
        StopReason.Limit => "the most migrations of one run are reached",
        StopReason.Cooldown => "guests that were moved lately were left out",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };
}
