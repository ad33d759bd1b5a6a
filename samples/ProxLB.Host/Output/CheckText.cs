using ProxLB.Core.Analysis;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints what is wrong with the rules, what losses would do, and in the last line what it comes to.</summary>
internal sealed class CheckText(IAnsiConsole console)
{
    public void Write(ClusterCheck check)
    {
        ListText.Write(console, "Permissions that are missing", "red", [.. (check.MissingPermissions ?? []).Select(lack =>
            $"{lack.Name} on {lack.Path}: without it, {lack.NeededFor}. Grant it with: {lack.Grant}")]);
        ListText.Write(console, "Cannot be repaired by migrations", "red", [.. check.Unsatisfied.Select(RemarksText.Unsatisfied)]);
        ListText.Write(console, "Rules in conflict", "red", [.. check.Conflicts.Select(RemarksText.Conflict)]);
        ListText.Write(console, "Rules that the HA manager does not apply", "yellow", [.. check.DroppedRules.Select(rule => $"{rule.Name}: {rule.Reason}")]);
        ListText.Write(console, "Would be repaired by 'proxlb apply --goal rules-only'", "yellow", [.. check.Repairs.Select(repair =>
            $"{MigrationsText.GuestName(repair)} {repair.From} → {repair.To}: {repair.Reason}")]);
        new LossesText(console).Write(check);
        ListText.Write(console, "Warnings", "yellow", check.Warnings);
        var colour = check.Violated || check.MissingPermissions is { Count: > 0 } ? "red" : check.Repairs.Count > 0 ? "yellow" : "green";
        HangingText.Write(console, "", Sentence(check), $"bold {colour}");
    }

    private static string Sentence(ClusterCheck check)
    {
        var losses = check.NodeLosses.Concat(check.DomainLosses).ToList();
        var serious = losses.Count(loss => !loss.Recovers || !loss.KeepsMajority);
        var rules = check.Violated
            ? "Something required does not hold, and migrations cannot repair it"
            : check.Repairs.Count > 0 ? $"{Figures.Count(check.Repairs.Count, "migration")} would repair what does not hold" : "Rules and capacity hold";
        var survival = serious > 0
            ? $"{serious} of these losses would not be survived in full"
            : losses.Exists(loss => loss.Restarts.Count > 0) ? "HA survives the loss of each node" : "no running guest is under HA";
        var access = check.MissingPermissions switch
        {
            null => "",
            [] => "; no permission is missing",
            var missing => $"; {Figures.Count(missing.Count, "permission")} {(missing.Count == 1 ? "is" : "are")} missing, so that this may not be all",
        };
        return $"{rules}; {survival}{access}.";
    }
}
