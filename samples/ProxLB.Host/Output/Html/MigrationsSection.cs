using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>The migrations in their order, each with its reason, cost and what it waits for.</summary>
internal static class MigrationsSection
{
    public static HtmlElement? Build(MigrationPlan plan)
    {
        if (plan.Migrations.Count == 0)
        {
            return null;
        }
        var shared = plan.Migrations.GroupBy(migration => migration.Unit).Where(unit => unit.Count() > 1).ToDictionary(unit => unit.Key, unit => unit.ToList());
        var waits = plan.Migrations.Any(migration => migration.After.Count > 0);
        var times = plan.Migrations.Any(migration => migration.EstimatedSeconds is not null);
        var outcomes = plan.Migrations.Any(migration => migration.Outcome is not null);
        return PageParts.Section(
            "migrations",
            plan.Migrations.Count == 1 ? "The migration" : "The migrations, in a safe order",
            Of("p", "hint", Hint(plan)),
            PageParts.Table(
                null,
                [
                    PageParts.Column("Step", "number"), PageParts.Column("Guest"), PageParts.Column("From → to"), PageParts.Column("Why", "wide"),
                    waits ? PageParts.Column("Waits for") : null,
                    PageParts.Column("Cost", "number"),
                    times ? PageParts.Column("Time", "number") : null,
                    PageParts.Column("Gain", "number"),
                    outcomes ? PageParts.Column("Outcome") : null,
                ],
                plan.Migrations.Select(migration => Of(
                    "tr",
                    null,
                    [
                        .. Facts(migration, shared.GetValueOrDefault(migration.Unit)),
                        waits ? Of("td", null, Waits(migration.After)) : null,
                        Of("td", "number", Figures.Bytes(migration.CostBytes)),
                        times ? Of("td", "number", migration.EstimatedSeconds is { } seconds ? Figures.Duration(TimeSpan.FromSeconds(seconds)) : "–") : null,
                        Gain(migration),
                        outcomes ? Outcome(migration.Outcome) : null,
                    ]))));
    }

    private static string Hint(MigrationPlan plan) => plan.Migrations.Count == 1
        ? "The gain is by how much the imbalance falls."
        : plan.Migrations.Any(migration => migration.After.Count > 0)
            ? "A step that waits for others starts when they have ended; all others may run at the same time. The gain is by how much the imbalance falls."
            : "No step waits for another. The gain is by how much the imbalance falls.";

    private static HtmlElement[] Facts(PlannedMigration migration, List<PlannedMigration>? unit) =>
    [
        Of("td", "number step", $"{migration.Step}").With("id", $"step-{migration.Step}"),
        Of("th", "guest", Of("span", "vmid", $"{migration.Guest}"), " ", migration.Name, Of("div", "note", Kind(migration))).With("scope", "row"),
        Of("td", "way", migration.From, " → ", Of("strong", null, migration.To)),
        Of("td", null, [.. Why(migration, unit)]),
    ];

    private static HtmlElement Gain(PlannedMigration migration) => Of(
        "td",
        "number",
        Figures.Points(migration.Gain),
        migration.GainByDimension.Count > 1 ? Of("div", "note", string.Join(", ", migration.GainByDimension.Select(pair => $"{PageParts.Title(pair.Key)} {Figures.Points(pair.Value)}"))) : null);

    private static string Kind(PlannedMigration migration)
    {
        var kind = migration.Kind == GuestKind.Container ? "container" : "VM";
        var mode = migration.Mode switch
        {
            MigrationMode.Live => "live",
            MigrationMode.Restart => "restart",
            _ => "offline",
        };
        return $"{kind}, {mode}{(migration.Ha ? ", by HA" : "")}";
    }

    private static HtmlElement Cause(PlannedMigration migration) => PageParts.Badge(migration.Cause switch
    {
        MigrationCause.Balance => "balance",
        MigrationCause.Rule => "rule",
        MigrationCause.Capacity => "capacity",
        MigrationCause.Drain => "drain",
        _ => "return",
    });

    private static IEnumerable<HtmlNode?> Why(PlannedMigration migration, List<PlannedMigration>? unit)
    {
        yield return Of("span", null, migration.Reason);
        yield return " ";
        yield return Cause(migration);
        if (migration.Detour)
        {
            yield return " ";
            yield return PageParts.Badge("detour", "yellow");
        }
        if (migration.Rule is { } rule)
        {
            yield return Of("div", "note", $"Rule: {rule}");
        }
        if (migration.Carries.Count > 0)
        {
            yield return Of("div", "note", $"The HA manager moves along: {PageParts.Ids(migration.Carries)}");
        }
        if (unit is not null)
        {
            yield return Of("div", "note", $"Belongs together with step {string.Join(", ", unit.Where(other => other.Step != migration.Step).Select(other => other.Step))}");
        }
        foreach (var (source, target) in migration.TargetStorage)
        {
            yield return Of("div", "note", $"Disks on {source} go to {target}");
        }
    }

    private static HtmlNode?[] Waits(IReadOnlyList<int> after) => after.Count == 0
        ? ["–"]
        : [.. after.SelectMany((step, index) => new HtmlNode?[] { index == 0 ? null : ", ", Of("a", null, $"{step}").With("href", $"#step-{step}") })];

    private static HtmlElement Outcome(MigrationOutcome? outcome) => outcome is null
        ? Of("td", null, "–")
        : Of("td", null, outcome.State.ToString(), outcome.Node is null ? null : $", on {outcome.Node}", outcome.Error is null ? null : Of("div", "note", outcome.Error));
}
