using ProxLB.Core.Execution.Windows;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The keys of the section <c>balancing</c> that say how migrations are carried out.</summary>
internal static class MigrationKeys
{
    private const double MostSeconds = 7 * 86400;

    private static readonly ConfigurationKey<HostConfiguration>[] Limits =
    [
        new("in", (target, value) => target.Execution.MaxIn = value.Whole(1)),
        new("out", (target, value) => target.Execution.MaxOut = value.Whole(1)),
        new("bandwidth", (target, value) => target.Proxmox.BandwidthLimit = value.Bytes()),
    ];

    private static readonly ConfigurationKey<WindowOptions>[] Windows =
    [
        new("allowed", (target, value) => target.Allowed = value.List(item => item.Window())),
        new("blocked", (target, value) => target.Blocked = value.List(item => item.Window())),
    ];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("enable", (target, value) => target.Enabled = value.Boolean(), target => target.Enabled),
        new("parallel", (target, value) => target.Parallel = value.Boolean(), target => target.Parallel),
        new("parallel_jobs", (target, value) => target.ParallelJobs = value.Whole(1), target => target.ParallelJobs),
        new("live", (target, value) => target.Proxmox.Live = value.Boolean(), target => target.Proxmox.Live),
        new("with_local_disks", ReadLocalDisks, target => target.Proxmox.WithLocalDisks),
        new("with_conntrack_state", (target, value) => target.Proxmox.WithConntrackState = value.Boolean(), target => target.Proxmox.WithConntrackState),
        new("max_job_validation",
            (target, value) => target.Execution.StepTimeout = TimeSpan.FromSeconds(value.PositiveNumber(MostSeconds)),
            target => target.Execution.StepTimeout),
        new("max_node_inflow", (target, value) => target.Execution.MaxIn = value.Whole(1), target => target.Execution.MaxIn is int.MaxValue ? null : target.Execution.MaxIn),
        new("limits", (target, value) => value.Fields(target, Limits)),
        new("cooldown", (target, value) => target.Execution.Damping.Cooldown = value.Duration(), target => target.Execution.Damping.Cooldown),
        new("windows", (target, value) => value.Fields(target.Execution.Windows, Windows)),
    ];

    private static void ReadLocalDisks(HostConfiguration target, ConfigurationValue value)
    {
        target.Proxmox.WithLocalDisks = value.Boolean();
        target.Balancer.Rules.WithLocalDisks = target.Proxmox.WithLocalDisks;
    }
}
