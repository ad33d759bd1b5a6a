using System.CommandLine;
using ProxLB.Host.Configuration;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Commands;

/// <summary>What commands have in common once their arguments are parsed.</summary>
internal static class CommandRun
{
    /// <summary>Opens a session with the configuration that the command names.</summary>
    /// <param name="context">How the program meets the outside.</param>
    /// <param name="parsed">The arguments.</param>
    /// <param name="optional">Whether the command works without a configuration file.</param>
    /// <param name="configuration">The configuration.</param>
    public static ClusterSession Open(HostContext context, ParseResult parsed, bool optional, out HostConfiguration configuration)
    {
        var path = parsed.GetValue(CommonOptions.Config);
        configuration = path is null && optional && !File.Exists(ConfigurationFile.DefaultPath)
            ? HostConfiguration.Defaults()
            : ConfigurationFile.Load(path ?? ConfigurationFile.DefaultPath, context.Environment);
        return ClusterSession.Open(context, configuration, parsed.GetValue(CommonOptions.Verbose));
    }
}
