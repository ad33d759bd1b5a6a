using System.CommandLine;
using ProxLB.Core.Serialization;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb check</c>: what is wrong with the rules, and what the loss of each node would do.</summary>
internal static class CheckCommand
{
    public static Command Create(HostContext context)
    {
        var snapshot = CommonOptions.Snapshot();
        var output = CommonOptions.Output();
        var command = new ExampleCommand(
            "check",
            "Check rules and capacity, and what the loss of each node would do",
            "proxlb check",
            "proxlb check --snapshot cluster.json --output json")
        {
            snapshot, output,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out _);
            var check = session.Analyzer.Check(await CommandRun.ReadAsync(context, session, file, stop), stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                JsonOutput.Write(context, CheckWriter.ToUtf8(check));
            }
            else
            {
                new CheckText(TerminalConsole.Create(context.Output, context.OutputTerminal)).Write(check);
            }
            return check.Violated ? ExitCodes.Unsatisfied : ExitCodes.Done;
        });
        return command;
    }
}
