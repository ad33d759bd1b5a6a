using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Writes down how steps end, and what that means for those that wait for them and for their unit.</summary>
internal sealed class StepLedger(RunContext context, StepGraph graph, StepQueue queue)
{
    private readonly List<ExecutedStep> _executed = [];
    private readonly List<RunningStep> _replaced = [];

    public IReadOnlyList<ExecutedStep> Executed => _executed;

    /// <summary>How many migrations took their guest anywhere, as it was wished or not.</summary>
    public int Moved { get; private set; }

    /// <summary>Whether nothing is started any more, not even to take a unit back.</summary>
    public bool Halted { get; set; }

    public void Finish(RunningStep step, StepResult result)
    {
        var outcome = Outcomes.Of(result);
        Record(step, context.Options.DryRun && result.Verdict == StepVerdict.Moved ? outcome with { State = MigrationStates.WouldMove } : outcome);
        if (step.StartedAt is not null || result.Verdict == StepVerdict.Refused)
        {
            context.Circuit.Count(MigrationStates.IsFailure(outcome.State));
        }

        Moved += result.Verdict is StepVerdict.Moved or StepVerdict.MovedElsewhere or StepVerdict.MovedBack ? 1 : 0;
        if (result.Verdict is StepVerdict.Moved or StepVerdict.AlreadyThere)
        {
            if (result.Verdict == StepVerdict.Moved)
            {
                step.Unit.Done.Add(step);
            }

            foreach (var dependant in step.Dependants)
            {
                if (--dependant.Blockers == 0 && dependant.Phase == StepPhase.Blocked)
                {
                    queue.Enqueue(dependant);
                }
            }
        }
        else
        {
            var reason = $"step {step.Migration.Step} ({step.Label}) ended as {outcome.State}.";
            step.Unit.BrokenBy ??= outcome.Error ?? reason;
            Drop(step.Unit.Steps.Where(IsUnstarted).Concat(step.Dependants), MigrationStates.Dropped, $"It needs {reason}");
        }

        TakeBackIfBroken(step.Unit, takeBack: result.Verdict is not (StepVerdict.StillRunning or StepVerdict.Unreachable));
    }

    /// <summary>Ends steps that were not started, and all that wait for them.</summary>
    public void Drop(IEnumerable<RunningStep> steps, string state, string reason)
    {
        var units = new HashSet<RunningUnit>();
        var next = new Queue<RunningStep>(steps);
        while (next.TryDequeue(out var step))
        {
            if (!IsUnstarted(step))
            {
                continue;
            }

            Record(step, new MigrationOutcome { State = state, Error = reason });
            step.Unit.BrokenBy ??= reason;
            units.Add(step.Unit);
            foreach (var dependant in step.Dependants.Concat(step.Unit.Steps))
            {
                next.Enqueue(dependant);
            }
        }

        foreach (var unit in units)
        {
            TakeBackIfBroken(unit, takeBack: true);
        }
    }

    /// <summary>A new plan stands in the place of the steps that were replaced.</summary>
    public void ForgetReplaced() => _replaced.Clear();

    /// <summary>No new plan came: what it was to replace is not done, and nobody must take it for done.</summary>
    public void DropReplaced(string reason)
    {
        foreach (var step in _replaced)
        {
            context.Progress.Total++;
            Note(step, new MigrationOutcome { State = MigrationStates.Dropped, Error = reason });
        }

        _replaced.Clear();
    }

    private static bool IsUnstarted(RunningStep step) => step.Phase is StepPhase.Blocked or StepPhase.Ready or StepPhase.Delayed;

    private void TakeBackIfBroken(RunningUnit unit, bool takeBack)
    {
        if (unit.BrokenBy is null || unit.Open > 0 || unit.IsSettled)
        {
            return;
        }

        unit.IsSettled = true;
        var astray = unit.Astray();
        if (astray.Count == 0)
        {
            return;
        }

        if (unit.TakesBack || Halted || !takeBack)
        {
            context.Warn($"Unit {unit.Number} of the plan is half done ({string.Join(", ", astray)}): {unit.BrokenBy}");
            return;
        }

        context.Progress.Total += unit.Done.Count;
        queue.Enqueue(graph.AddTakeBack(unit));
        context.Progress.Tell(
            ExecutionEventKind.UnitTakenBack, $"Unit {unit.Number} cannot be completed and is taken back: {unit.BrokenBy}", unit.Done[^1].Migration);
    }

    private void Record(RunningStep step, MigrationOutcome outcome)
    {
        graph.End(step);
        if (outcome.State == MigrationStates.Replaced)
        {
            context.Progress.Total--;
            _replaced.Add(step);
            return;
        }

        Note(step, outcome);
    }

    private void Note(RunningStep step, MigrationOutcome outcome)
    {
        var migration = step.Migration with { Outcome = outcome };
        var executed = new ExecutedStep
        {
            Plan = step.Plan,
            Migration = migration,
            StartedAt = step.StartedAt,
            EndedAt = context.Now,
            TransferredBytes = step.TransferredBytes,
            TakesBack = step.Unit.TakesBack,
            Recovered = step.Recovered is not null,
        };
        _executed.Add(executed);
        context.Progress.Ended++;
        ExecutionTelemetry.Ended(executed);
        context.Progress.Tell(
            ExecutionEventKind.StepEnded,
            outcome.Error is null ? $"{step.Label}: {outcome.State}." : $"{step.Label}: {outcome.State}. {outcome.Error}",
            migration,
            bytes: step.TransferredBytes,
            plan: step.Plan);
    }
}
