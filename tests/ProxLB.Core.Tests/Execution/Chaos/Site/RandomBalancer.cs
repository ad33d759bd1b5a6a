using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>Plans whatever is allowed: random targets, brought into a legal order by the real planner.</summary>
internal sealed class RandomBalancer(Random random, TimeProvider time, SiteRecorder recorder) : IBalancer
{
    private readonly BalancerOptions _options = new() { Goal = { Balanciness = 100 }, Rules = { HaOwnership = Core.Rules.HaOwnership.ProxLB } };

    public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default)
    {
        recorder.Planned();
        request ??= new PlanRequest();
        var compiled = new PlanningRun(_options, [], [], time).Compile(snapshot, request.Drain.Count > 0 ? BalancingGoal.Drain : BalancingGoal.Target, request);
        var problem = compiled.Problem;
        var target = (int[])problem.Start.Clone();
        var often = random.Next(3, 9);
        for (var guest = 0; guest < target.Length; guest++)
        {
            var leaves = problem.MustLeave(guest, target[guest]);
            if (problem.Holds[guest] is null && (leaves || random.Next(often) == 0))
            {
                var open = Enumerable.Range(0, problem.NodeCount).Where(node => problem.Eligible[node] && problem.Allowed[guest].Contains(node)).ToArray();
                target[guest] = open.Length == 0 ? target[guest] : open[random.Next(open.Length)];
            }
        }

        var result = new OptimizerResult { Place = PlanningRun.Reach(problem, target), Optimal = false, Evaluated = 0 };
        return new PlanBuilder(compiled, _options, result, RunLimit.None).Build(time.GetUtcNow());
    }

    public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null)
    {
        recorder.LookedAt();
        return new Balancer(_options, time: time).Objection(snapshot, steps, request);
    }
}
