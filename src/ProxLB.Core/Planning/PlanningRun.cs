using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>One planning run, from the facts to the finished plan.</summary>
internal sealed class PlanningRun(
    BalancerOptions options, IReadOnlyList<IBalancingStrategy> strategies, IReadOnlyList<IPlacementConstraint> constraints, TimeProvider time)
{
    /// <summary>The engine starts again from its own result until that proposes nothing, at most so often.</summary>
    private const int MostRestarts = 3;

    /// <summary>Each point of a frontier is a search of its own, and gets this part of a plan's effort.</summary>
    private const double FrontierEffort = 0.05;

    public MigrationPlan Plan(ClusterSnapshot cluster, PlanRequest request, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var goal = GoalOf(request);
        var compiled = Compile(cluster, goal, request);
        var problem = compiled.Problem;
        var limit = new RunLimit(time, options.Goal.TimeBudget, cancellation);
        var result = Optimize(problem, limit);
        for (var restart = 0; restart < MostRestarts && !limit.Interrupted && NeedsRestart(problem, result); restart++)
        {
            var again = Compile(ProjectedSnapshot.Of(cluster, result.Place, options.Capacity.StorageMap), goal, request).Problem;
            var further = Optimize(again, limit);
            var reached = Reach(problem, further.Place);
            if (!IsBetter(problem, reached, result.Place))
            {
                break;
            }

            result = further with { Place = reached, Optimal = false };
        }

        var plan = new PlanBuilder(compiled, options, result, limit).Build(time.GetUtcNow());
        if (request.Frontier)
        {
            // All of its points together have as much time as the plan had.
            plan = plan with { Frontier = new FrontierSearch(most => Bare(cluster, request, most), new RunLimit(time, options.Goal.TimeBudget, cancellation)).Run() };
        }

        return plan with { ElapsedMilliseconds = time.GetElapsedTime(begun).TotalMilliseconds };
    }

    /// <summary>Why steps of an earlier plan cannot be taken on these facts; null if they can.</summary>
    public string? Objection(ClusterSnapshot cluster, IReadOnlyList<PlannedMigration> steps, PlanRequest request) =>
        new PlanObjection(Compile(cluster, GoalOf(request), request)).Find(steps);

    private BalancingGoal GoalOf(PlanRequest request) => request.Drain.Count > 0 ? BalancingGoal.Drain : request.Goal ?? options.Goal.Goal;

    /// <summary>The problem of the smallest spread that so many migrations can reach: nothing is good enough before it is even.</summary>
    private PlacementProblem Bare(ClusterSnapshot cluster, PlanRequest request, int? most)
    {
        var goal = options.Goal.Copy();
        goal.Balanciness = 0;
        goal.SearchEffort *= FrontierEffort;
        goal.BalancinessByDimension = new(StringComparer.OrdinalIgnoreCase);
        goal.Floors = new(StringComparer.OrdinalIgnoreCase);
        return Compile(cluster, BalancingGoal.Target, request with { MaxMigrations = most }, goal).Problem;
    }

    public CompiledProblem Compile(ClusterSnapshot cluster, BalancingGoal goal, PlanRequest request, GoalOptions? goalOptions = null) =>
        ProblemCompiler.Compile(new CompileInput
        {
            Cluster = cluster,
            Options = goalOptions ?? options.Goal,
            Measure = options.Measure,
            Rules = options.Rules,
            Nodes = options.Nodes,
            Goal = goal,
            MaxMigrations = request.MaxMigrations ?? options.Goal.MaxMigrations ?? MostByMode(goal),
            Drain = request.Drain,
            Strategies = [.. BuiltIn.Strategies(options), .. strategies],
            Constraints = [.. BuiltIn.Constraints(options, request, goal), .. constraints],
        });

    /// <summary>Pressure follows a migration slowly: one careful migration a run, unless the options say otherwise. Nodes are emptied and rules mended without a look at it.</summary>
    private int? MostByMode(BalancingGoal goal) =>
        options.Measure.Mode == MeasureMode.Psi && goal is not (BalancingGoal.Drain or BalancingGoal.RulesOnly) ? 1 : null;

    private static OptimizerResult Optimize(PlacementProblem problem, RunLimit limit)
    {
        var optimizer = new Optimizer(problem, limit);
        var result = optimizer.Run(target => Reach(problem, target));
        return MinimumGain.Apply(problem, result, () => optimizer.Run(target => Reach(problem, target), ScoreOrder.RulesFirst));
    }

    /// <summary>The target itself if a legal order leads there, otherwise the placement that the order ends at.</summary>
    public static int[] Reach(PlacementProblem problem, int[] target)
    {
        if (new Sequencer(problem).TryOrder(target, out var steps))
        {
            return target;
        }

        var reached = (int[])problem.Start.Clone();
        foreach (var step in steps)
        {
            reached[step.Guest] = step.To;
        }

        return reached;
    }

    /// <summary>Whether a placement is worth more than another, whatever it takes to get there.</summary>
    private static bool IsBetter(PlacementProblem problem, int[] place, int[] than)
    {
        var placement = new WorkingPlacement(problem);
        placement.GoTo(than);
        var known = placement.Score;
        placement.GoTo(place);
        var score = placement.Score;
        placement.GoTo(problem.Start);
        return Score.ComparePlacement(score, known) < 0;
    }

    /// <summary>A result that leaves nothing to wish for is not looked at again.</summary>
    private static bool NeedsRestart(PlacementProblem problem, OptimizerResult result)
    {
        if (problem.MaxMigrations is not null || result.Place.AsSpan().SequenceEqual(problem.Start))
        {
            return false;
        }

        var placement = new WorkingPlacement(problem);
        placement.GoTo(result.Place);
        var score = placement.Score;
        placement.GoTo(problem.Start);
        return score.Violations > 0 || score.Overload > 0 || score.Preferred > 0 || score.Distance > 0;
    }
}
