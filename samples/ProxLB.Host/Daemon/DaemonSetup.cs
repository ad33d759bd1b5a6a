using ProxLB.Core.Operation;
using ProxLB.Host.Configuration;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Daemon;

/// <summary>Turns a configuration into what the operator and its schedule work with.</summary>
internal static class DaemonSetup
{
    public static OperatorSetup Operator(ClusterSession session, HostConfiguration configuration) => new()
    {
        Provider = session.Provider,
        Balancer = session.Balancer,
        Analyzer = session.Analyzer,
        Execution = configuration.Execution,
        NothingIsSentBecause = configuration.Enabled ? null : $"Nothing is sent to the cluster, because balancing.enable is false in {configuration.File}.",
        Amend = session.Amend,
        MayAct = session.AskWhetherToActAsync,
    };

    public static RunLoopOptions Schedule(HostConfiguration configuration)
    {
        var (service, maintenance) = (configuration.Service, configuration.Maintenance);
        return new()
        {
            Interval = service.Interval * service.IntervalUnit,
            StartDelay = service.Delay ? service.DelayTime * service.DelayUnit : TimeSpan.Zero,
            NextChange = after => maintenance.NextChange(after, TimeZoneInfo.Local),
        };
    }
}
