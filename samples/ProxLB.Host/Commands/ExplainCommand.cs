using System.CommandLine;
using ProxLB.Core.Serialization;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb explain GUEST [NODE]</c>: why a guest is where it is, and why it may not go elsewhere.</summary>
internal static class ExplainCommand
{
    public static Command Create(HostContext context)
    {
        var guest = new Argument<string>("GUEST") { Description = "The guest's VMID or name" };
        var node = new Argument<string?>("NODE") { Description = "The only node to look at", Arity = ArgumentArity.ZeroOrOne };
        var snapshot = CommonOptions.Snapshot();
        var output = CommonOptions.Output();
        var command = new ExampleCommand(
            "explain",
            "Say why a guest is where it is and why it may not go elsewhere",
            "proxlb explain 101",
            "proxlb explain web-01 pve3",
            "proxlb explain 101 --snapshot cluster.json --output json")
        {
            guest, node, snapshot, output,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out var configuration);
            var facts = await CommandRun.ReadAsync(context, session, configuration, file, stop);
            var only = parsed.GetValue(node) is { } written ? KnownNames.Node(written, facts) : null;
            var explanation = session.Analyzer.Explain(facts, KnownNames.Guest(parsed.GetValue(guest)!, facts), only);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                JsonOutput.Write(context, ExplanationWriter.ToUtf8(explanation));
            }
            else
            {
                new ExplanationText(TerminalConsole.Create(context.Output, context.OutputTerminal)).Write(explanation);
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
