using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Writes the steps down as migrations, each with its gain and its reason, and leaves the placement at the end of them.</summary>
internal sealed class MigrationReport(CompiledProblem compiled, BalancerOptions options, WorkingPlacement placement, PlacementExplainer explainer)
{
    private readonly PlacementProblem _problem = compiled.Problem;

    public List<PlannedMigration> Build(IReadOnlyList<PlanStep> steps)
    {
        var carried = HaCarriers.Of(compiled.Context.Ha, steps);
        var after = HaTurns.Add(compiled.Context.Ha, steps, carried, StepDependencies.Of(_problem, steps));
        var numbers = Numbers(steps.Count, carried);
        var members = Enumerable.Range(0, steps.Count).ToLookup(k => carried[k]);
        var reasons = new MigrationReasons(compiled, placement, explainer);
        var causes = UnitCauses(steps, reasons);
        var migrations = new List<PlannedMigration>(steps.Count);
        for (var k = 0; k < steps.Count; k++)
        {
            if (carried[k] != k)
            {
                placement.Commit(new Move(steps[k].Guest, steps[k].From, steps[k].To));
                continue;
            }

            var cause = reasons.CauseOf(steps[k]);
            var reason = reasons.Sentence(steps[k], cause.Cause == MigrationCause.Balance ? causes[steps[k].Unit] : cause);
            var before = Imbalances();
            placement.Commit(new Move(steps[k].Guest, steps[k].From, steps[k].To));
            migrations.Add(Migration(steps, k, numbers, after, carried, [.. members[k]], before) with
            {
                Reason = reason.Text,
                Cause = reason.Cause.Cause,
                Rule = reason.Cause.Rule,
            });
        }

        return migrations;
    }

    private PlannedMigration Migration(
        IReadOnlyList<PlanStep> steps, int k, int[] numbers, IReadOnlyList<int>[] after, int[] carried, int[] members, long[] before)
    {
        var step = steps[k];
        var guest = _problem.Cluster.Guests[step.Guest];
        var cost = members.Sum(i => _problem.Cost[steps[i].Guest]);
        var waits = members.SelectMany(i => after[i]).Select(i => numbers[carried[i]]).Where(n => n != numbers[k]).Distinct().Order();
        var gains = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var now = Imbalances();
        for (var d = 0; d < _problem.Dimensions.Length; d++)
        {
            gains[_problem.Dimensions[d].Name] = (before[d] - now[d]) / _problem.ImbalanceSteps;
        }

        return new PlannedMigration
        {
            Step = numbers[k],
            After = [.. waits],
            Guest = guest.Id,
            Name = guest.Name,
            Kind = guest.Kind,
            From = _problem.Cluster.Nodes[step.From].Name,
            To = _problem.Cluster.Nodes[step.To].Name,
            Mode = guest.Running != true ? MigrationMode.Offline : guest.Kind == GuestKind.Container ? MigrationMode.Restart : MigrationMode.Live,
            Detour = step.Detour,
            Carries = [.. members.Where(i => i != k).Select(i => _problem.Cluster.Guests[steps[i].Guest].Id)],
            CostBytes = cost,
            Gain = gains.Values.Sum(),
            GainByDimension = gains,
            Reason = "",
            Unit = step.Unit,
            EstimatedSeconds = _problem.Cluster.MigrationBytesPerSecond is { } speed ? (double)cost / speed : null,
            Ha = compiled.Context.Ha.IsManaged(step.Guest),
            TargetStorage = TargetStorage(guest),
        };
    }

    /// <summary>By step: its number in the plan; carried steps have none of their own.</summary>
    private static int[] Numbers(int count, int[] carried)
    {
        var numbers = new int[count];
        var next = 1;
        for (var k = 0; k < count; k++)
        {
            numbers[k] = carried[k] == k ? next++ : 0;
        }

        return numbers;
    }

    /// <summary>What asks for each unit: its first step that mends something; others of it make room or follow.</summary>
    private static Dictionary<int, StepCause> UnitCauses(IReadOnlyList<PlanStep> steps, MigrationReasons reasons)
    {
        var causes = new Dictionary<int, StepCause>();
        foreach (var step in steps)
        {
            var cause = reasons.CauseOf(step);
            if (!causes.TryGetValue(step.Unit, out var known) || known.Cause == MigrationCause.Balance)
            {
                causes[step.Unit] = cause;
            }
        }

        return causes;
    }

    private Dictionary<string, string> TargetStorage(Guest guest)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var disk in guest.Disks)
        {
            if (options.Capacity.StorageMap.TryGetValue(disk.Storage, out var target))
            {
                map[disk.Storage] = target;
            }
        }

        return map;
    }

    private long[] Imbalances()
    {
        var imbalances = new long[_problem.Dimensions.Length];
        for (var d = 0; d < imbalances.Length; d++)
        {
            imbalances[d] = placement.ImbalanceOf(d);
        }

        return imbalances;
    }
}
