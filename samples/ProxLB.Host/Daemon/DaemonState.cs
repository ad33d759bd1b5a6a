using ProxLB.Core.Execution.Journaling;
using ProxLB.Host.Daemon.Systemd;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Daemon;

/// <summary>Takes the state directory for as long as the daemon runs.</summary>
internal static class DaemonState
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>Told to systemd with each retry, so that it does not take a wait for a start that hangs.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    /// <summary>Waits while a command has it; two daemons do not share one.</summary>
    /// <exception cref="UserErrorException">Another daemon has it, or it cannot be used.</exception>
    public static async Task<StateDirectory> TakeAsync(string path, TimeProvider time, SystemdNotifier systemd, ILogger logger, CancellationToken stop)
    {
        for (var waiting = false; ; waiting = true)
        {
            try
            {
                return StateDirectory.Open(path);
            }
            catch (StateDirectoryInUseException)
            {
                if (StateOwner.Read(path) is { Command: "run" })
                {
                    throw new UserErrorException(StateOwner.Describe(path));
                }
                if (!waiting)
                {
                    DaemonLog.WaitingForState(logger, StateOwner.Describe(path));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"{path}: the state directory cannot be used: {exception.Message} Name another one with service.state_dir.");
            }
            systemd.NeedsTime(StartPatience);
            systemd.Status("Waits for another proxlb that migrates guests.");
            await Task.Delay(Retry, time, stop);
        }
    }
}
