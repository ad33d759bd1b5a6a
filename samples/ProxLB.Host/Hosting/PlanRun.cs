using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Hosting;

/// <summary>Carries a plan out before the user's eyes: the first Ctrl+C finishes what runs, the second aborts it.</summary>
internal sealed class PlanRun(HostContext context, ClusterSession session)
{
    public async Task<ExecutionReport> ExecuteAsync(MigrationPlan plan, PlanRequest request, CancellationToken stop)
    {
        var control = new ExecutionControl();
        await using var first = stop.Register(() => OnStop(control));
        await using var second = context.Abort.Register(control.Cancel);
        return await MigrationProgress.For(context).ShowAsync(progress => session.Executor.ExecuteAsync(
            plan,
            new ExecutionRequest { Balancer = session.Balancer, PlanRequest = request, RuleDigest = session.RuleDigest, Progress = progress, Control = control },
            CancellationToken.None));
    }

    private void OnStop(ExecutionControl control)
    {
        control.Stop();
        context.Error.WriteLine("Stopping: what runs is finished. Press Ctrl+C again to abort it.");
    }
}
