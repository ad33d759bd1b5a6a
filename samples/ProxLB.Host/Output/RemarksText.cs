using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints what a plan could not do and what the administrator should know.</summary>
internal sealed class RemarksText(IAnsiConsole console)
{
    /// <summary>So many guests that had to stay are listed; the rest is counted, and stands in the JSON in full.</summary>
    private const int MostSkipped = 10;

    public void Write(MigrationPlan plan)
    {
        ListText.Write(console, "Could not be done", "red", [.. plan.Unsatisfied.Select(Unsatisfied)]);
        ListText.Write(console, "Rules in conflict", "red", [.. plan.Conflicts.Select(Conflict)]);
        if (plan.Status != PlanStatus.Balanced)
        {
            // Where nothing needs to move, nobody asks why it does not.
            ListText.Write(console, "Had to stay", "yellow", Skipped(plan));
        }
        ListText.Write(console, "Warnings", "yellow", plan.Warnings);
        WriteEarlyEnd(plan.StoppedBy);
    }

    /// <summary>What a plan could not satisfy, in one line.</summary>
    public static string Unsatisfied(UnsatisfiedItem item)
    {
        var what = item.Rule ?? item.Constraint;
        return $"{what} ({(item.Required ? "required" : "preferred")}): {item.Reason}";
    }

    /// <summary>Rules that cannot hold together and how to relax them, in one line.</summary>
    public static string Conflict(RuleConflict conflict) => $"{string.Join(", ", conflict.Rules)}: {conflict.Relax}";

    private static List<string> Skipped(MigrationPlan plan)
    {
        var lines = plan.Skipped.GroupBy(guest => guest.Reason, StringComparer.Ordinal)
            .Select(group => $"{Figures.Ids([.. group.Select(guest => guest.Guest)])}: {group.Key}")
            .ToList();
        return lines.Count <= MostSkipped
            ? lines
            : [.. lines.Take(MostSkipped), $"and {lines.Count - MostSkipped} more reasons; --output json lists all."];
    }

    private void WriteEarlyEnd(StopReason? reason)
    {
        var text = reason switch
        {
            StopReason.Time => "The time budget ended the search: a better plan may exist.",
            StopReason.Cancelled => "The search was stopped: a better plan may exist.",
            StopReason.Limit => "The most migrations of one run are reached: the next run takes up from there.",
            StopReason.Cooldown => "Guests that were moved lately were left out: a later run may move them.",
            _ => null,
        };
        if (text is not null)
        {
            HangingText.Write(console, "", text, "yellow");
        }
    }
}
