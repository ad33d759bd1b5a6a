using System.Collections.Immutable;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>Turns what an executor reports into the run that watchers see.</summary>
internal static class RunProgressView
{
    /// <summary>The steps of a plan before any was started.</summary>
    public static IEnumerable<RunStep> StepsOf(MigrationPlan plan) =>
        plan.Migrations.Select(migration => new RunStep { Plan = plan.Id, Migration = migration });

    public static OperatorRun After(OperatorRun run, ExecutionEvent happened, MigrationPlan? replacement)
    {
        var next = run with { Ended = happened.Ended, Total = happened.Total, Message = happened.Message };
        return happened.Kind switch
        {
            ExecutionEventKind.StepStarted or ExecutionEventKind.Recovered => Step(next, happened, step => step with
            {
                Phase = RunStepPhase.Running,
                StartedAt = step.StartedAt ?? happened.At,
            }),
            ExecutionEventKind.StepWaiting => Step(next, happened, step => step),
            ExecutionEventKind.StepProgress or ExecutionEventKind.StepStillRunning => Step(next, happened, step => step with
            {
                Phase = RunStepPhase.Running,
                Progress = happened.Progress ?? step.Progress,
                TransferredBytes = happened.TransferredBytes ?? step.TransferredBytes,
            }),
            ExecutionEventKind.StepEnded => Step(next, happened, step => step with
            {
                Phase = RunStepPhase.Ended,
                Migration = happened.Migration!,
                TransferredBytes = happened.TransferredBytes ?? step.TransferredBytes,
                EndedAt = happened.At,
            }),
            ExecutionEventKind.Replanned => next with
            {
                Replans = run.Replans + 1,
                Steps = [.. run.Steps.Where(step => step.Phase != RunStepPhase.Waiting), .. replacement is null ? [] : StepsOf(replacement)],
            },
            ExecutionEventKind.Paused => next with { Paused = true },
            ExecutionEventKind.Resumed => next with { Paused = false },
            ExecutionEventKind.Stopping => next with { Stopping = true },
            _ => next,
        };
    }

    /// <summary>The run as its report has it; steps that a new plan replaced are gone.</summary>
    public static OperatorRun Ended(OperatorRun run, ExecutionReport report) => run with
    {
        Steps = [.. report.Steps.Select(executed => Of(executed, run.Steps))],
        Ended = report.Steps.Count,
        Total = report.Steps.Count,
        Replans = report.Replans,
        Paused = false,
        EndedAt = report.EndedAt,
        End = report.End,
        Message = report.Reason,
        Report = report,
    };

    private static RunStep Of(ExecutedStep executed, ImmutableArray<RunStep> seen)
    {
        var message = seen.LastOrDefault(step => IsSame(step, executed.Plan, executed.Migration))?.Message;
        return new RunStep
        {
            Plan = executed.Plan,
            Migration = executed.Migration,
            Phase = RunStepPhase.Ended,
            TransferredBytes = executed.TransferredBytes,
            Message = message,
            StartedAt = executed.StartedAt,
            EndedAt = executed.EndedAt,
        };
    }

    private static OperatorRun Step(OperatorRun run, ExecutionEvent happened, Func<RunStep, RunStep> change)
    {
        if (happened.Migration is not { } migration || happened.Plan is not { } plan)
        {
            return run;
        }

        var index = IndexOf(run.Steps, plan, migration);
        var before = index < 0 ? new RunStep { Plan = plan, Migration = migration } : run.Steps[index];
        var after = change(before) with { Message = happened.Message };
        return run with { Steps = index < 0 ? run.Steps.Add(after) : run.Steps.SetItem(index, after) };
    }

    private static int IndexOf(ImmutableArray<RunStep> steps, string plan, PlannedMigration migration)
    {
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (IsSame(steps[i], plan, migration))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A step that is taken back has the number of the original and goes the other way.</summary>
    private static bool IsSame(RunStep step, string plan, PlannedMigration migration) =>
        step.Plan == plan && step.Migration.Step == migration.Step && step.Migration.Guest == migration.Guest && step.Migration.To == migration.To;
}
