using System.Security.Cryptography;
using System.Text;
using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Rules.Native;

namespace ProxLB.Core.Planning;

/// <summary>Turns what the engine found into a plan: ordered, explained, with what stays unsatisfied.</summary>
internal sealed class PlanBuilder(CompiledProblem compiled, BalancerOptions options, OptimizerResult result, RunLimit limit)
{
    private readonly PlacementProblem _problem = compiled.Problem;

    public MigrationPlan Build(DateTimeOffset now)
    {
        new Sequencer(_problem).TryOrder(result.Place, out var steps);
        var placement = new WorkingPlacement(_problem);
        var before = State(placement);
        var startScore = placement.Score;
        var explainer = new PlacementExplainer(compiled, placement);
        var migrations = new MigrationReport(compiled, options, placement, explainer).Build(steps);
        var after = State(placement);
        var score = placement.Score;
        var unsatisfied = new UnsatisfiedReport(compiled, placement, explainer).Build();
        placement.GoTo(_problem.Start);
        var digest = SnapshotDigest.Compute(_problem.Cluster);
        var plan = new MigrationPlan
        {
            Status = Status(migrations.Count, score, unsatisfied),
            Goal = GoalNames.Of(_problem.Goal),
            Before = before,
            After = after,
            Migrations = migrations,
            Unsatisfied = unsatisfied,
            Skipped = SkippedReport.Of(compiled),
            Conflicts = ConflictReport.Of(compiled),
            Warnings = [.. Warnings(), .. NativeWarnings(before, after)],
            Optimal = result.Optimal && !limit.Interrupted,
            SpreadLowerBound = SpreadBound.Of(_problem),
            Id = Id(digest, migrations),
            CreatedAt = now,
            SnapshotDigest = digest,
            StoppedBy = StoppedBy(score, steps.Count),
            EstimatedSeconds = PlanDuration.Of(migrations),
        };
        return plan with { Status = score == startScore && migrations.Count > 0 ? PlanStatus.NoBeneficialMigration : plan.Status };
    }

    private PlanStatus Status(int migrations, in Score score, IReadOnlyList<UnsatisfiedItem> unsatisfied)
    {
        var broken = unsatisfied.Any(u => u.Required);
        var holds = _problem.Order == ScoreOrder.RepairsOnly
            || score.Distance == 0
            || (_problem.Goal == BalancingGoal.Best && result.Optimal)
            || _problem.Goal == BalancingGoal.Best;
        if (migrations == 0)
        {
            return broken ? PlanStatus.Infeasible : holds ? PlanStatus.Balanced : PlanStatus.NoBeneficialMigration;
        }

        return holds && !broken ? PlanStatus.Improved : PlanStatus.Partial;
    }

    private StopReason? StoppedBy(in Score score, int steps)
    {
        if (limit.Cancelled)
        {
            return StopReason.Cancelled;
        }

        if (limit.TimedOut)
        {
            return StopReason.Time;
        }

        var reached = score is { Violations: 0, Overload: 0, Preferred: 0, Distance: 0 };
        if (!reached && steps >= _problem.MaxMigrations)
        {
            return StopReason.Limit;
        }

        return !reached && Array.Exists(_problem.Holds, h => h?.Constraint == PlacementConstraints.Cooldown) ? StopReason.Cooldown : null;
    }

    private PlacementState State(WorkingPlacement placement) => StateReport.Of(_problem, placement) with
    {
        NativeImbalancePercent = NativeRebalancing.ImbalancePercent(compiled.Context.Rules.Index, placement.Place),
    };

    private IEnumerable<string> NativeWarnings(PlacementState before, PlacementState after)
    {
        var ha = _problem.Cluster.Ha;
        if (NativeRebalancing.IsActive(ha) && before.NativeImbalancePercent <= ha.NativeThresholdPercent && after.NativeImbalancePercent > ha.NativeThresholdPercent)
        {
            yield return $"The plan raises the imbalance that native rebalancing sees from {before.NativeImbalancePercent:0.0} % to {after.NativeImbalancePercent:0.0} %, above its threshold of {ha.NativeThresholdPercent:0.#} %; it will then move HA guests itself.";
        }
    }

    private List<string> Warnings()
    {
        var warnings = new List<string>(compiled.Warnings);
        if (!_problem.Cluster.Quorate)
        {
            warnings.Add("The cluster has no quorum; no plan is executed until it has.");
        }

        if (!Array.Exists(_problem.Eligible, e => e))
        {
            warnings.Add("No target: no node may hold guests in this run.");
        }
        else if (_problem.Eligible.Count(e => e) == 1 && _problem.NodeCount > 1)
        {
            warnings.Add("Only one node may hold guests in this run, so that there is no target to move to.");
        }

        return warnings;
    }

    /// <summary>The same decisions on the same facts have the same id.</summary>
    private static string Id(string digest, List<PlannedMigration> migrations)
    {
        var text = new StringBuilder(digest);
        foreach (var migration in migrations)
        {
            text.Append('|').Append(migration.Guest).Append('>').Append(migration.To);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
