using System.CommandLine;
using ProxLB.Host.Configuration;
using ProxLB.Host.Daemon;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb run</c>: the daemon.</summary>
internal static class RunCommand
{
    public static Command Create(HostContext context)
    {
        var command = new ExampleCommand(
            "run",
            "Keep the cluster balanced: plan and apply on a schedule, with web page, JSON API, metrics and health",
            "proxlb run",
            "proxlb run -c proxlb.yaml");
        command.SetAction((parsed, stop) => RunAsync(context, parsed, stop));
        return command;
    }

    /// <summary>Runs until it is stopped.</summary>
    public static async Task<int> RunAsync(HostContext context, ParseResult parsed, CancellationToken stop)
    {
        using var daemon = new DaemonRun(context, parsed.GetValue(CommonOptions.Config) ?? ConfigurationFile.DefaultPath, parsed.GetValue(CommonOptions.Verbose));
        return await daemon.RunAsync(stop);
    }
}
