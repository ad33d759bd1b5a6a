using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Output;

namespace ProxLB.Host.Terminal;

/// <summary>Says in one line what happened.</summary>
internal static class EventText
{
    public static string Markup(ExecutionEvent value) => value.Kind switch
    {
        ExecutionEventKind.StepEnded when value.Migration is { Outcome: { } outcome } => Ended(value, outcome),
        ExecutionEventKind.Warning or ExecutionEventKind.Stopping or ExecutionEventKind.UnitTakenBack or ExecutionEventKind.StepStillRunning =>
            $"[yellow]![/] {Text(value)}",
        ExecutionEventKind.StepWaiting => $"[grey]… {Text(value)}[/]",
        _ => $"[grey]· {Text(value)}[/]",
    };

    /// <summary>Whether it is more than progress, and not said by the plan before or the report after it.</summary>
    public static bool IsWorthALine(ExecutionEvent value) =>
        value.Kind is not (ExecutionEventKind.StepProgress or ExecutionEventKind.PlanStarted or ExecutionEventKind.PlanEnded);

    /// <summary>A guest and its way: <c>101 web-01  pve1 → pve2</c>.</summary>
    public static string Way(PlannedMigration migration) =>
        $"{MigrationsText.GuestName(migration)}  {migration.From} → {migration.To}";

    private static string Ended(ExecutionEvent value, MigrationOutcome outcome) => outcome.State switch
    {
        MigrationStates.Moved or MigrationStates.AlreadyThere => $"[green]✓[/] {Text(value)}",
        MigrationStates.Dropped or MigrationStates.NotStarted or MigrationStates.StillRunning or MigrationStates.WouldMove => $"[yellow]-[/] {Text(value)}",
        _ => $"[red]✗[/] {Text(value)}",
    };

    private static string Text(ExecutionEvent value) => Spectre.Console.Markup.Escape(value.Message);
}
