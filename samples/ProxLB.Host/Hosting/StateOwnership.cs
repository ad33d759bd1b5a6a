using ProxLB.Core.Execution.Journaling;
using ProxLB.Host.Errors;
using ProxLB.Host.Setup;

namespace ProxLB.Host.Hosting;

/// <summary>Whose the state directory is.</summary>
internal static class StateOwnership
{
    /// <summary>Root does not write in the folder of another user, such as the service: its files would lock the service out, and a link that lies there could lead root anywhere.</summary>
    /// <param name="path">The state directory. While another process has it nothing is written there, so that it may be anybody's.</param>
    /// <param name="stop">Ends the question.</param>
    /// <exception cref="UserErrorException">It belongs to another user, and this is root.</exception>
    public static async Task RequireAsync(string path, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Directory.Exists(path) || StateDirectory.IsInUse(path))
        {
            return;
        }
        var said = await ProgramRunner.RunAsync("stat", ["--format=%u %U", path], stop);
        if (said.ExitCode == 0 && said.Output.Trim().Split(' ') is [not "0", var owner])
        {
            throw new UserErrorException(
                $"{path}: the state directory belongs to the user {owner}; what root writes there would lock that user out. Start the service, to which commands hand over, or do it as that user: runuser -u {owner} -- proxlb ...");
        }
    }
}
