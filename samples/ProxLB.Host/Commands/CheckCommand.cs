using System.CommandLine;
using ProxLB.Core.Analysis;
using ProxLB.Core.Serialization;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb check</c>: what is wrong with the rules and with one's own permissions, and what the loss of each node would do.</summary>
internal static class CheckCommand
{
    public static Command Create(HostContext context)
    {
        var snapshot = CommonOptions.Snapshot();
        var output = CommonOptions.Output();
        var command = new ExampleCommand(
            "check",
            "Check rules, capacity and permissions, and what the loss of each node would do",
            "proxlb check",
            "proxlb check --snapshot cluster.json --output json")
        {
            snapshot, output,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out var configuration);
            var missing = file is null ? await MissingAsync(session, stop) : null;
            var facts = await CommandRun.ReadAsync(context, session, configuration, file, stop);
            var check = session.Analyzer.Check(facts, stop) with { MissingPermissions = missing };
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                JsonOutput.Write(context, CheckWriter.ToUtf8(check));
            }
            else
            {
                new CheckText(TerminalConsole.Create(context.Output, context.OutputTerminal)).Write(check);
            }
            return missing is { Count: > 0 } ? ExitCodes.Unreachable : check.Violated ? ExitCodes.Unsatisfied : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The permissions that the credentials lack; null if the cluster is none of Proxmox.</summary>
    private static async Task<IReadOnlyList<MissingPermission>?> MissingAsync(ClusterSession session, CancellationToken stop)
    {
        if (session.Proxmox is not { } provider)
        {
            return null;
        }
        var diagnosis = await provider.DiagnoseAsync(stop);
        return [.. diagnosis.MissingPrivileges.Select(lack => new MissingPermission(lack.Privilege, lack.Path, lack.NeededFor, lack.GrantCommand))];
    }
}
