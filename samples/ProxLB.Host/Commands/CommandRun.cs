using System.CommandLine;
using ProxLB.Core.Cluster;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Files;
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

    /// <summary>The facts for a command that migrates nothing: those of a snapshot file, or of the cluster with what this host knows of drained nodes and cooldowns.</summary>
    public static async Task<ClusterSnapshot> ReadAsync(HostContext context, ClusterSession session, HostConfiguration configuration, string? file, CancellationToken stop)
    {
        if (file is not null)
        {
            return new DocumentFile(context).ReadSnapshot(file);
        }
        ReadState(context, session, configuration);
        return await session.CaptureAsync(stop);
    }

    /// <summary>Reads drained nodes, cooldowns and the last migrations, for a command that migrates nothing; says so if that cannot be, and goes on.</summary>
    public static void ReadState(HostContext context, ClusterSession session, HostConfiguration configuration)
    {
        var path = StateLocation.Of(configuration, context.Environment);
        if (!session.TryReadState(path))
        {
            new ErrorText(context).WriteNote($"{path}: the journal cannot be read, so migrations and cooldowns of this host are not known.");
        }
        NoteState(context, session);
    }

    /// <summary>Warns while the cluster's figures lag behind the last migration, of nodes that are not used, and if it is not known which these are.</summary>
    public static void NoteState(HostContext context, ClusterSession session)
    {
        if (session.MemoryDefect is { } defect)
        {
            new ErrorText(context).WriteNote(defect);
        }
        if (session.Drained.Count > 0)
        {
            new ErrorText(context).WriteNote($"drained on this host and not used: {string.Join(", ", session.Drained)}; 'proxlb undrain NODE' ends that.");
        }
        if (session.SettlingUntil is { } settled)
        {
            new ErrorText(context).WriteNote(
                $"guests were migrated a moment ago; the cluster's figures lag behind until {settled.ToLocalTime():HH:mm:ss}, and so may what is said here.");
        }
    }
}
