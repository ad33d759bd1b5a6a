using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon.Systemd;

/// <summary>Keeps systemd informed for as long as the schedule lives: signs of life, and one line of state.</summary>
internal sealed class Watchdog(SystemdNotifier systemd, ClusterOperator cluster, TimeProvider time)
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the schedule ends, however it ends: systemd then notices the silence.</summary>
    public async Task RunAsync(Task schedule, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(systemd.WatchdogInterval is { } interval && interval < StatusInterval ? interval : StatusInterval, time);
        do
        {
            systemd.Alive();
            systemd.Status(Line(cluster.State));
        }
        while (!schedule.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>The state in one line.</summary>
    public static string Line(OperatorState state) => state switch
    {
        { ShuttingDown: true } => "Shutting down",
        { Run: { } run } => $"Migrating: {run.Ended} of {run.Total} done",
        { Paused: true } => "Paused",
        { LastError: { } error } => $"Trying again: {error}",
        { Acting.Allowed: false } => state.Acting.Reason ?? "Standing by",
        { NextRunAt: { } next } => $"Next run at {next.ToLocalTime():yyyy-MM-dd HH:mm:ss}",
        _ => "Working",
    };
}
