using ProxLB.Core.Analysis;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints what is wrong with the rules, what losses would do, and in the last line what it comes to.</summary>
internal sealed class CheckText(IAnsiConsole console)
{
    public void Write(ClusterCheck check)
    {
        ListText.Write(console, "Cannot be repaired by migrations", "red", [.. check.Unsatisfied.Select(RemarksText.Unsatisfied)]);
        ListText.Write(console, "Rules in conflict", "red", [.. check.Conflicts.Select(RemarksText.Conflict)]);
        ListText.Write(console, "Rules that the HA manager does not apply", "yellow", [.. check.DroppedRules.Select(rule => $"{rule.Name}: {rule.Reason}")]);
        ListText.Write(console, "Would be repaired by 'proxlb apply --goal rules-only'", "yellow", [.. check.Repairs.Select(repair =>
            $"{MigrationsText.GuestName(repair)} {repair.From} → {repair.To}: {repair.Reason}")]);
        new LossesText(console).Write(check);
        ListText.Write(console, "Warnings", "yellow", check.Warnings);
        var colour = check.Violated ? "red" : check.Repairs.Count > 0 ? "yellow" : "green";
        HangingText.Write(console, "", Sentence(check), $"bold {colour}");
    }

    private static string Sentence(ClusterCheck check)
    {
        var serious = check.NodeLosses.Concat(check.DomainLosses).Count(loss => !loss.Recovers || !loss.KeepsMajority);
        var rules = check.Violated
            ? "Something required does not hold, and migrations cannot repair it"
            : check.Repairs.Count > 0 ? $"{Figures.Count(check.Repairs.Count, "migration")} would repair what does not hold" : "Rules and capacity hold";
        return serious == 0 ? $"{rules}; HA survives the loss of each node." : $"{rules}; {serious} of these losses would not be survived in full.";
    }
}
