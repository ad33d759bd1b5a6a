using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Benchmarks.Clusters;

/// <summary>The clusters that all measurements share: four dimensions, 5 % of the guests in rules, nodes of three sizes.</summary>
internal static class BenchmarkCluster
{
    private const int Seed = 1;

    public static ClusterSnapshot Create(ClusterSize size, double ruleShare = 0.05) => ClusterGenerator.Create(new GeneratedCluster
    {
        Nodes = size.Nodes,
        Guests = size.Guests,
        Seed = Seed,
        RuleShare = ruleShare,
        Skew = 0.15,
        Fill = 0.5,
    });

    public static BalancerOptions Options(double effort = 1)
    {
        var options = new BalancerOptions();
        foreach (var dimension in (string[])["memory", "cpu", "disk", ClusterGenerator.CustomMeasure])
        {
            options.Goal.Methods[dimension] = 1;
        }

        options.Goal.SearchEffort = effort;
        options.Goal.TimeBudget = TimeSpan.FromMinutes(10);
        return options;
    }

    public static Balancer Balancer(double effort = 1) => new(Options(effort), [new NetworkStrategy()]);

    public static CompiledProblem Compile(ClusterSnapshot cluster)
    {
        var options = Options();
        return ProblemCompiler.Compile(new CompileInput
        {
            Cluster = cluster,
            Options = options.Goal,
            Measure = options.Measure,
            Rules = options.Rules,
            Nodes = options.Nodes,
            Goal = options.Goal.Goal,
            Strategies = [.. BuiltIn.Strategies(options), new NetworkStrategy()],
            Constraints = [.. BuiltIn.Constraints(options, new PlanRequest(), options.Goal.Goal)],
        });
    }
}
