using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>Writes the steps down as migrations, each with its gain and its reason, and leaves the placement at the end of them.</summary>
internal sealed class MigrationReport(CompiledProblem compiled, BalancerOptions options, WorkingPlacement placement, PlacementExplainer explainer)
{
    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly DimensionNames _names = new(compiled.Problem);
    private readonly DiskTargets _targets = new(compiled.Problem.Cluster, options.Capacity.StorageMap);

    public List<PlannedMigration> Build(IReadOnlyList<PlanStep> steps)
    {
        var carried = HaCarriers.Of(compiled.Context.Ha, steps);
        var after = WholeUnits.Widen(steps, HaTurns.Add(compiled.Context.Ha, steps, carried, StepDependencies.Of(_problem, steps)));
        var numbers = Numbers(steps.Count, carried);
        var members = Members(carried);
        var reasons = new MigrationReasons(compiled, placement, explainer);
        var causes = new StepCause[steps.Count];
        for (var k = 0; k < causes.Length; k++)
        {
            causes[k] = reasons.CauseOf(steps[k]);
        }

        var unitCauses = UnitCauses(steps, causes);
        var migrations = new List<PlannedMigration>(steps.Count);
        for (var k = 0; k < steps.Count; k++)
        {
            if (carried[k] != k)
            {
                placement.Commit(new Move(steps[k].Guest, steps[k].From, steps[k].To));
                continue;
            }

            var reason = reasons.Sentence(steps[k], causes[k].Cause == MigrationCause.Balance ? unitCauses[steps[k].Unit] : causes[k]);
            var before = Imbalances();
            placement.Commit(new Move(steps[k].Guest, steps[k].From, steps[k].To));
            var waits = Waits(k, members[k], after, carried, numbers);
            migrations.Add(Migration(steps, k, numbers[k], waits, members[k], before, reason.Text, reason.Cause));
        }

        return migrations;
    }

    private PlannedMigration Migration(
        IReadOnlyList<PlanStep> steps, int k, int number, int[] waits, List<int>? carries, long[] before, string reason, StepCause cause)
    {
        var step = steps[k];
        var guest = _problem.Cluster.Guests[step.Guest];
        var cost = _problem.Cost[step.Guest] + (carries?.Sum(i => _problem.Cost[steps[i].Guest]) ?? 0);
        var gains = _names.Figures(d => (before[d] - placement.ImbalanceOf(d)) / _problem.ImbalanceSteps);
        return new PlannedMigration
        {
            Step = number,
            After = waits,
            Guest = guest.Id,
            Name = guest.Name,
            Kind = guest.Kind,
            From = _problem.Cluster.Nodes[step.From].Name,
            To = _problem.Cluster.Nodes[step.To].Name,
            Mode = guest.Running != true ? MigrationMode.Offline : guest.Kind == GuestKind.Container ? MigrationMode.Restart : MigrationMode.Live,
            Detour = step.Detour,
            Carries = carries is null ? [] : [.. carries.Select(i => _problem.Cluster.Guests[steps[i].Guest].Id)],
            CostBytes = cost,
            Gain = gains.Values.Sum(),
            GainByDimension = gains,
            Reason = reason,
            Cause = cause.Cause,
            Rule = cause.Rule,
            Unit = step.Unit,
            EstimatedSeconds = _problem.Cluster.MigrationBytesPerSecond is { } speed ? (double)cost / speed : null,
            Ha = compiled.Context.Ha.IsManaged(step.Guest),
            TargetStorage = TargetStorage(guest),
        };
    }

    /// <summary>By step: the steps that it carries; null for most.</summary>
    private static List<int>?[] Members(int[] carried)
    {
        var members = new List<int>?[carried.Length];
        for (var k = 0; k < carried.Length; k++)
        {
            if (carried[k] != k)
            {
                (members[carried[k]] ??= []).Add(k);
            }
        }

        return members;
    }

    /// <summary>The numbers of the steps that a step and those it carries wait for, ascending.</summary>
    private static int[] Waits(int k, List<int>? carries, IReadOnlyList<int>[] after, int[] carried, int[] numbers)
    {
        if (after[k].Count == 0 && carries is null)
        {
            return [];
        }

        var waits = new SortedSet<int>(after[k].Select(i => numbers[carried[i]]));
        waits.UnionWith((carries ?? []).SelectMany(i => after[i]).Select(i => numbers[carried[i]]));
        waits.Remove(numbers[k]);
        return [.. waits];
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
    private static Dictionary<int, StepCause> UnitCauses(IReadOnlyList<PlanStep> steps, StepCause[] causes)
    {
        var unitCauses = new Dictionary<int, StepCause>();
        for (var k = 0; k < causes.Length; k++)
        {
            if (!unitCauses.TryGetValue(steps[k].Unit, out var known) || known.Cause == MigrationCause.Balance)
            {
                unitCauses[steps[k].Unit] = causes[k];
            }
        }

        return unitCauses;
    }

    private IReadOnlyDictionary<string, string> TargetStorage(Guest guest)
    {
        if (options.Capacity.StorageMap.Count == 0)
        {
            return Empty.Labels;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var disk in guest.Disks)
        {
            if (_targets.Of(guest, disk) is var target && !string.Equals(target, disk.Storage, StringComparison.Ordinal))
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
