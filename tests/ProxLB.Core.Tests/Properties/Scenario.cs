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
            options.Goal.Methods = new(StringComparer.OrdinalIgnoreCase) { [BalancingStrategies.Memory] = 3, [BalancingStrategies.Cpu] = 1 };
        }

        return new Scenario(ClusterGenerator.Create(wanted), options, new PlanRequest(), $"{wanted}, {goal}, {balanciness}, cpu {cpu}");
    }
}
