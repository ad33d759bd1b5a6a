using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints the migrations of a plan in their order, each with its reason.</summary>
internal sealed class MigrationsText(IAnsiConsole console)
{
    public void Write(MigrationPlan plan)
    {
        if (plan.Migrations.Count == 0)
        {
            return;
        }
        console.MarkupLine(plan.Migrations.Count == 1 ? "[bold]Migration[/]" : "[bold]Migrations, in a safe order[/]");
        var stepWidth = plan.Migrations[^1].Step.ToString().Length;
        var guestWidth = plan.Migrations.Max(migration => GuestName(migration).Length);
        var wayWidth = plan.Migrations.Max(migration => Way(migration).Length);
        foreach (var migration in plan.Migrations)
        {
            var step = migration.Step.ToString().PadLeft(stepWidth);
            console.MarkupLine(
                $"  [bold]{step}[/]  {Markup.Escape(GuestName(migration).PadRight(guestWidth))}  " +
                $"[blue]{Markup.Escape(Way(migration).PadRight(wayWidth))}[/]  {Markup.Escape(Facts(migration))}");
            HangingText.Write(console, new string(' ', stepWidth + 4), Reason(migration), "grey");
        }
        console.WriteLine();
    }

    /// <summary>A guest with its VMID, since names may repeat: <c>101 web-01</c>.</summary>
    public static string GuestName(PlannedMigration migration) =>
        string.IsNullOrEmpty(migration.Name) ? migration.Guest.ToString() : $"{migration.Guest} {migration.Name}";

    private static string Way(PlannedMigration migration) => $"{migration.From} → {migration.To}";

    private static string Facts(PlannedMigration migration)
    {
        var kind = migration.Kind == GuestKind.Container ? "container, " : "";
        var mode = migration.Mode switch
        {
            MigrationMode.Live => "live",
            MigrationMode.Restart => "restart",
            _ => "offline",
        };
        var time = migration.EstimatedSeconds is { } seconds ? $", ~{Figures.Duration(TimeSpan.FromSeconds(seconds))}" : "";
        return $"{kind}{mode}, {Figures.Bytes(migration.CostBytes)}{time}{(migration.Ha ? ", by HA" : "")}";
    }

    private static string Reason(PlannedMigration migration)
    {
        var reason = migration.Reason;
        if (migration.Carries.Count > 0)
        {
            reason += $" The HA manager moves {Figures.Ids(migration.Carries)} along.";
        }
        if (migration.After.Count > 0)
        {
            reason += $" (after {(migration.After.Count == 1 ? "step" : "steps")} {string.Join(", ", migration.After)})";
        }
        return reason;
    }
}
