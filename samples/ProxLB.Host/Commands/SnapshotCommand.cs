using System.CommandLine;
using ProxLB.Core.Serialization;
using ProxLB.Host.Files;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb snapshot</c>: the cluster as a file.</summary>
internal static class SnapshotCommand
{
    public static Command Create(HostContext context)
    {
        var file = new Option<string>("--file", "-f")
        {
            Description = "Where to write it; '-' is standard output (the default)",
            HelpName = "FILE",
            DefaultValueFactory = _ => "-",
        };
        var command = new ExampleCommand(
            "snapshot",
            "Write the cluster's facts to a file, to plan elsewhere or to attach to a report",
            "proxlb snapshot > cluster.json",
            "proxlb snapshot --file cluster.json")
        {
            file,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
            var facts = await CommandRun.ReadAsync(context, session, configuration, file: null, stop);
            new DocumentFile(context).Write(parsed.GetValue(file)!, SnapshotWriter.ToUtf8(facts));
            return ExitCodes.Done;
        });
        return command;
    }
}
