using System.Net.Http.Headers;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;

namespace NightlyJob;

/// <summary>One night: plan, carry out, post the plan with what came of each migration.</summary>
internal sealed class NightlyRun(IClusterProvider cluster, IBalancer balancer, ExecutionOptions options, TimeProvider time)
{
    /// <param name="stateDirectory">Keeps the journal: a run that was killed is taken up by the next one, and guests that moved last night are left alone.</param>
    /// <param name="receiver">Where the report is posted.</param>
    /// <param name="stop">Ends the night early; what runs goes on and is taken up by the next night.</param>
    public async Task<ExecutionReport> RunAsync(string stateDirectory, Uri receiver, CancellationToken stop)
    {
        using var state = StateDirectory.Open(stateDirectory);
        var executor = new PlanExecutor(cluster, options, state.Journal, time);
        var facts = GuestDamping.Apply(await cluster.CaptureAsync(stop), executor.Knowledge, options.Damping, time.GetUtcNow());
        var plan = balancer.Plan(facts, cancellationToken: stop);
        var report = await executor.ExecuteAsync(plan, new ExecutionRequest { Balancer = balancer }, stop);

        using var content = new ByteArrayContent(PlanWriter.ToUtf8(plan with { Migrations = [.. report.Steps.Select(step => step.Migration)] }));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var client = new HttpClient();
        using var answer = await client.PostAsync(receiver, content, stop);
        answer.EnsureSuccessStatusCode();
        return report;
    }
}
