namespace ProxLB.Host.Handover;

/// <summary>What a command needs of the daemon's state.</summary>
/// <param name="Run">The run in progress.</param>
/// <param name="LastRun">The run that ended last.</param>
internal sealed record DaemonReport(DaemonRunState? Run, DaemonRunState? LastRun)
{
    /// <summary>The run of a plan, going on or ended last.</summary>
    public DaemonRunState? Of(string plan) => Run?.Plan == plan ? Run : LastRun?.Plan == plan ? LastRun : null;
}
