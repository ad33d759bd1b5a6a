using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>The executor's spans and figures.</summary>
internal static class ExecutionTelemetry
{
    private static readonly ActivitySource Source = new(ExecutionDiagnostics.Name);
    private static readonly Meter Meter = new(ExecutionDiagnostics.Name);
    private static readonly Counter<long> PlannedCounter = Meter.CreateCounter<long>("proxlb.migrations.planned", "{migration}", "Migrations that execution was asked for.");
    private static readonly Counter<long> StartedCounter = Meter.CreateCounter<long>("proxlb.migrations.started", "{migration}", "Migrations that were started.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("proxlb.migrations.finished", "{migration}", "Guests that were verified on their target.");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>("proxlb.migrations.failed", "{migration}", "Migrations that failed, by class.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("proxlb.migrations.transferred", "By", "Bytes transferred.");
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>("proxlb.migrations.duration", "s", "From the request to the verified end.");
    private static readonly UpDownCounter<long> InFlightCounter = Meter.CreateUpDownCounter<long>("proxlb.migrations.in_flight", "{migration}", "Migrations of ours in flight.");

    public static Activity? Start(MigrationPlan plan) =>
        Source.StartActivity("proxlb.plan")?.SetTag("proxlb.plan.id", plan.Id).SetTag("proxlb.plan.goal", plan.Goal).SetTag("proxlb.plan.migrations", plan.Migrations.Count);

    public static Activity? Start(RunningStep step, Activity? plan) =>
        Source.StartActivity("proxlb.migration", ActivityKind.Internal, plan?.Context ?? default)?
            .SetTag("proxlb.guest", step.Migration.Guest).SetTag("proxlb.from", step.Migration.From).SetTag("proxlb.to", step.Migration.To);

    public static void Stop(Activity? activity, StepResult result)
    {
        activity?.SetTag("proxlb.verdict", result.Verdict.ToString());
        if (result.Verdict is not (StepVerdict.Moved or StepVerdict.AlreadyThere))
        {
            activity?.SetStatus(ActivityStatusCode.Error, result.Error);
        }
    }

    public static void Planned(int migrations) => PlannedCounter.Add(migrations);

    public static void Started() => StartedCounter.Add(1);

    public static void InFlight(int by) => InFlightCounter.Add(by);

    public static void Ended(ExecutedStep step)
    {
        if (step.State == MigrationStates.Moved)
        {
            Finished.Add(1);
        }
        else if (MigrationStates.IsFailure(step.State))
        {
            Failed.Add(1, new KeyValuePair<string, object?>("class", step.State));
        }

        if (step.StartedAt is { } started)
        {
            Seconds.Record((step.EndedAt - started).TotalSeconds);
            Bytes.Add(step.TransferredBytes ?? 0);
        }
    }
}
