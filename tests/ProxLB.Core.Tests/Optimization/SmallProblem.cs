using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>A few nodes and guests as the engine sees them: goal target, no headroom.</summary>
internal static class SmallProblem
{
    public static PlacementProblem Of(ClusterBuilder cluster)
    {
        var options = Planned.Options(with: used => used.Capacity.MemoryHeadroomPercent = 0);
        return ProblemCompiler.Compile(new CompileInput
        {
            Cluster = cluster.Build(),
            Options = options.Goal,
            Measure = options.Measure,
            Rules = options.Rules,
            Nodes = options.Nodes,
            Goal = BalancingGoal.Target,
            Strategies = [.. BuiltIn.Strategies(options)],
            Constraints = [.. BuiltIn.Constraints(options, new PlanRequest(), BalancingGoal.Target)],
        }).Problem;
    }
}
