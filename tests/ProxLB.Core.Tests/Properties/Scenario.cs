using FsCheck;
using FsCheck.Fluent;
using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.Reference;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Properties;

/// <summary>A cluster and what is asked of it, made from a few numbers that FsCheck chooses.</summary>
/// <param name="Snapshot">The facts.</param>
/// <param name="Options">The options.</param>
/// <param name="Request">The request.</param>
/// <param name="Text">How to make it again.</param>
internal sealed record Scenario(ClusterSnapshot Snapshot, BalancerOptions Options, PlanRequest Request, string Text)
{
    private const int Seeds = 1_000_000;

    /// <summary>Small problems with all kinds of rules and limits.</summary>
    public static Arbitrary<Scenario> Small { get; } =
        Gen.Choose(1, Seeds).Select(seed => Of(new OracleCase(seed))).ToArbitrary();

    /// <summary>Clusters as tags and nodes of three sizes make them, too large to be solved to the end.</summary>
    public static Arbitrary<Scenario> Generated { get; } = (
        from seed in Gen.Choose(1, Seeds)
        from nodes in Gen.Choose(3, 9)
        from perNode in Gen.Choose(3, 10)
        from fill in Gen.Elements(0.3, 0.5, 0.7)
        from rules in Gen.Elements(0.0, 0.1, 0.3)
        from skew in Gen.Elements(0.0, 0.5, 1)
        from goal in Gen.Elements(BalancingGoal.Target, BalancingGoal.Best, BalancingGoal.RulesOnly)
        from balanciness in Gen.Elements(1.0, 5, 10)
        from cpu in Gen.Elements(true, false)
        select Make(seed, nodes, perNode, fill, rules, skew, goal, balanciness, cpu)).ToArbitrary();

    /// <summary>Equal nodes, each with the same guests, and nothing that is good enough before it is even.</summary>
    public static Arbitrary<Scenario> Homogeneous { get; } = (
        from nodes in Gen.Choose(2, 16)
        from perNode in Gen.Choose(0, 12)
        from memory in Gen.Choose(1, 8)
        from goal in Gen.Elements(BalancingGoal.Target, BalancingGoal.Best, BalancingGoal.RulesOnly)
        from cpu in Gen.Elements(true, false)
        select Even(nodes, perNode, memory, goal, cpu)).ToArbitrary();

    /// <summary>Counted anew each time, as options may have been changed.</summary>
    public ReferenceModel Reference => new(Snapshot, Options, Request);

    public static Scenario Of(OracleCase small) => new(small.Snapshot, small.Options, small.Request, $"small problem {small.Seed}");

    /// <summary>Fails with the scenario's text in the message.</summary>
    public static void Check(Arbitrary<Scenario> scenarios, int cases, Action<Scenario> property) =>
        Prop.ForAll(scenarios, property).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(42, 7).WithQuietOnSuccess(true));

    public MigrationPlan Plan() => new Balancer(Options).Plan(Snapshot, Request);

    /// <summary>What the engine works on.</summary>
    public PlacementProblem Compile() => ProblemCompiler.Compile(new CompileInput
    {
        Cluster = Snapshot,
        Options = Options.Goal,
        Measure = Options.Measure,
        Rules = Options.Rules,
        Nodes = Options.Nodes,
        Goal = Reference.Goal,
        Drain = Request.Drain,
        Strategies = [.. BuiltIn.Strategies(Options)],
        Constraints = [.. BuiltIn.Constraints(Options, Request, Reference.Goal)],
    }).Problem;

    /// <summary>By guest: where it is after the plan.</summary>
    public int[] PlaceAfter(MigrationPlan plan)
    {
        var after = PlanApplier.Apply(Snapshot, plan);
        var nodes = Snapshot.Nodes.Select(n => n.Name).ToList();
        return [.. after.Guests.Select(g => nodes.IndexOf(g.Node))];
    }

    public override string ToString() => Text;

    /// <summary>What a property is about must not depend on how busy the machine is.</summary>
    public static TimeSpan EnoughTime => OracleCase.EnoughTime;

    private static Scenario Make(
        int seed, int nodes, int perNode, double fill, double rules, double skew, BalancingGoal goal, double balanciness, bool cpu)
    {
        var wanted = new GeneratedCluster { Seed = seed, Nodes = nodes, Guests = nodes * perNode, Fill = fill, RuleShare = rules, Skew = skew };
        var options = new BalancerOptions { Goal = { Goal = goal, Balanciness = balanciness, TimeBudget = EnoughTime } };
        if (cpu)
        {
            options.Goal.Methods = BothMethods();
        }

        return new Scenario(ClusterGenerator.Create(wanted), options, new PlanRequest(), $"{wanted}, {goal}, {balanciness}, cpu {cpu}");
    }

    private static Scenario Even(int nodes, int perNode, int memory, BalancingGoal goal, bool cpu)
    {
        var cluster = new ClusterBuilder();
        for (var n = 0; n < nodes; n++)
        {
            var name = $"n{n}";
            cluster.Node(name, memoryGiB: 128);
            for (var g = 0; g < perNode; g++)
            {
                cluster.Guest(100 + (n * perNode) + g, name, memoryGiB: 1 + (g % memory));
            }
        }

        var options = new BalancerOptions { Goal = { Goal = goal, Balanciness = 0, TimeBudget = EnoughTime } };
        if (cpu)
        {
            options.Goal.Methods = BothMethods();
        }

        return new Scenario(cluster.Build(), options, new PlanRequest(), $"{nodes} equal nodes, {perNode} guests on each, {memory} sizes, {goal}, cpu {cpu}");
    }

    private static Dictionary<string, double> BothMethods() =>
        new(StringComparer.OrdinalIgnoreCase) { [BalancingStrategies.Memory] = 3, [BalancingStrategies.Cpu] = 1 };
}
