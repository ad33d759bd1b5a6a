using System.CommandLine;
using ProxLB.Core.Analysis;
using ProxLB.Core.Serialization;
using ProxLB.Host.Errors;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb best-node</c>: where a new guest should go. By default one line with the node's name, for scripts.</summary>
internal static class BestNodeCommand
{
    public static Command Create(HostContext context)
    {
        var guest = new NewGuestOptions();
        var snapshot = CommonOptions.Snapshot();
        var output = new Option<OutputFormat?>("--output")
        {
            Description = "text for the ranking with reasons, json for a program (default: only the node's name)",
            HelpName = "text|json",
            CustomParser = result => ChoiceParser.Parse<OutputFormat?>(result, ("text", OutputFormat.Text), ("json", OutputFormat.Json)),
        };
        var command = new ExampleCommand(
            "best-node",
            "Print the node where a new guest should go",
            "proxlb best-node --cores 4 --memory 8GiB",
            "proxlb best-node --memory 16GiB --disk local-zfs:100GiB --output text",
            "proxlb best-node --memory 4GiB --tags plb_anti_affinity_web --count 3")
        {
            snapshot, output,
        };
        guest.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out var configuration);
            var facts = await CommandRun.ReadAsync(context, session, configuration, file, stop);
            return Write(context, session.Analyzer.BestNode(facts, guest.Read(parsed, facts)), parsed.GetValue(output));
        });
        return command;
    }

    /// <summary>Prints the advice; null: only the names.</summary>
    public static int Write(HostContext context, PlacementAdvice advice, OutputFormat? format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(context, AdviceWriter.ToUtf8(advice));
                break;
            case OutputFormat.Text:
                new AdviceText(TerminalConsole.Create(context.Output, context.OutputTerminal)).Write(advice);
                break;
            default:
                WriteNames(context, advice);
                break;
        }
        return advice.Fits ? ExitCodes.Done : ExitCodes.Unsatisfied;
    }

    private static void WriteNames(HostContext context, PlacementAdvice advice)
    {
        var messages = new ErrorText(context);
        foreach (var guest in advice.Guests)
        {
            if (guest.Node is { } node)
            {
                context.Output.WriteLine(node);
            }
            else
            {
                messages.WriteNote(guest.Reason);
            }
        }
    }
}
