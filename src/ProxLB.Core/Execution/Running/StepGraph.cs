using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>The steps of a run that have not ended, and what waits for what.</summary>
internal sealed class StepGraph
{
    private readonly SortedDictionary<long, RunningStep> _unstarted = [];
    private readonly HashSet<RunningUnit> _halfDone = [];
    private long _order;

    /// <summary>Steps without an outcome, active ones included.</summary>
    public int Open { get; private set; }

    public int Unstarted => _unstarted.Count;

    /// <summary>Adds a plan's steps.</summary>
    /// <returns>Those that wait for none.</returns>
    public IReadOnlyList<RunningStep> Add(MigrationPlan plan)
    {
        var steps = new Dictionary<int, RunningStep>(plan.Migrations.Count);
        var units = new Dictionary<int, RunningUnit>();
        foreach (var migration in plan.Migrations)
        {
            // Steps without a number of a unit stand alone.
            if (migration.Unit <= 0 || !units.TryGetValue(migration.Unit, out var unit))
            {
                unit = new RunningUnit(migration.Unit, takesBack: false);
                units[migration.Unit] = unit;
            }

            steps.Add(migration.Step, New(plan.Id, migration, unit));
        }

        foreach (var step in steps.Values)
        {
            foreach (var before in step.Migration.After)
            {
                Link(steps[before], step);
            }
        }

        return [.. steps.Values.Where(step => step.Blockers == 0)];
    }

    /// <summary>Adds the steps that undo what a unit has done, the last first.</summary>
    public RunningStep AddTakeBack(RunningUnit unit)
    {
        var back = new RunningUnit(unit.Number, takesBack: true);
        RunningStep? previous = null;
        foreach (var done in Enumerable.Reverse(unit.Done))
        {
            var migration = done.Migration with
            {
                From = done.Migration.To,
                To = done.Migration.From,
                After = previous is null ? [] : [previous.Migration.Step],
                Detour = false,
                Gain = -done.Migration.Gain,
                TargetStorage = done.Migration.TargetStorage.DistinctBy(pair => pair.Value).ToDictionary(pair => pair.Value, pair => pair.Key),
                Reason = $"Takes back step {done.Migration.Step}, for its unit cannot be completed: {unit.BrokenBy}",
            };
            var step = New(done.Plan, migration, back);
            if (previous is not null)
            {
                Link(previous, step);
            }

            previous = step;
        }

        _halfDone.Add(back);
        return back.Steps[0];
    }

    public RunningStep AddRecovered(Journaling.OpenMigration open)
    {
        var request = open.Request;
        var migration = new PlannedMigration
        {
            Step = open.Intent.Step,
            Unit = open.Intent.Unit,
            Detour = open.Intent.Detour,
            Guest = request.Guest,
            Kind = request.Kind,
            From = request.From,
            To = request.To,
            Mode = request.Mode,
            Ha = request.Ha,
            Carries = request.Carries,
            TargetStorage = request.TargetStorage,
            Reason = "An earlier run asked for it.",
        };
        var unit = new RunningUnit(number: 0, takesBack: open.Intent.TakesBack);
        var step = new RunningStep(++_order, open.Intent.Plan ?? "", migration, unit) { Recovered = open, StartedAt = open.Intent.At };
        unit.Steps.Add(step);
        unit.Open = 1;
        Open++;
        return step;
    }

    public void Activate(RunningStep step)
    {
        step.Phase = StepPhase.Active;
        _unstarted.Remove(step.Order);
        _halfDone.Add(step.Unit);
    }

    /// <summary>Puts an active step back: it was not started and is tried again.</summary>
    public void Postpone(RunningStep step)
    {
        step.Phase = StepPhase.Delayed;
        _unstarted.Add(step.Order, step);
        if (!step.Unit.IsHalfDone && !step.Unit.Steps.Exists(other => other.Phase == StepPhase.Active))
        {
            _halfDone.Remove(step.Unit);
        }
    }

    public void End(RunningStep step)
    {
        step.Unit.Open--;
        step.Phase = StepPhase.Ended;
        _unstarted.Remove(step.Order);
        Open--;
        if (step.Unit.Open == 0)
        {
            _halfDone.Remove(step.Unit);
        }
    }

    /// <summary>Steps that were not started and that no unit in progress needs.</summary>
    public IReadOnlyList<RunningStep> Dispensable()
    {
        var needed = Needed();
        return [.. _unstarted.Values.Where(step => !needed.Contains(step))];
    }

    /// <summary>Whether a unit in progress needs a step, its own or another.</summary>
    public bool IsNeeded(RunningStep step) => Needed().Contains(step);

    /// <summary>Whether a guest may yet go back to where it came from.</summary>
    public bool MayTakeBack => _halfDone.Any(unit => unit.MayBeTakenBack);

    public IReadOnlyList<RunningStep> AllUnstarted() => [.. _unstarted.Values];

    private HashSet<RunningStep> Needed()
    {
        var needed = new HashSet<RunningStep>();
        var look = new Stack<RunningStep>(_halfDone.Where(unit => unit.IsHalfDone).SelectMany(unit => unit.Steps));
        while (look.TryPop(out var step))
        {
            if (step.Phase != StepPhase.Ended && needed.Add(step))
            {
                step.WaitsFor.ForEach(look.Push);
            }
        }

        return needed;
    }

    private static void Link(RunningStep before, RunningStep after)
    {
        before.Dependants.Add(after);
        after.WaitsFor.Add(before);
        after.Blockers++;
    }

    private RunningStep New(string plan, PlannedMigration migration, RunningUnit unit)
    {
        var step = new RunningStep(++_order, plan, migration, unit);
        unit.Steps.Add(step);
        unit.Open++;
        Open++;
        _unstarted.Add(step.Order, step);
        return step;
    }
}
