using ProxLB.Host.Configuration;

namespace ProxLB.Host.Hosting;

/// <summary>Where the program keeps what must survive it.</summary>
internal static class StateLocation
{
    /// <summary>The file in a state directory that holds drained nodes and past runs.</summary>
    public static string MemoryFile(string directory) => Path.Combine(directory, "operator.json");

    /// <summary>Set by systemd for a service, and in the container; of several folders, parted by colons, the first is meant.</summary>
    private const string ServiceVariable = "STATE_DIRECTORY";

    /// <summary>The folder that the configuration names; otherwise that of the service; otherwise that of the system for root, and the user's own for others.</summary>
    public static string Of(HostConfiguration configuration, Func<string, string?> environment)
    {
        if (configuration.Service.StateDirectory is { } configured)
        {
            return configured;
        }
        if (environment(ServiceVariable)?.Split(':')[0] is { Length: > 0 } service)
        {
            return service;
        }
        if (Environment.IsPrivilegedProcess)
        {
            return ServiceSettings.SystemStateDirectory;
        }
        var root = environment("XDG_STATE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(root, "proxlb");
    }
}
