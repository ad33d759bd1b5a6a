using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class DiagnosticsTests
{
    // Other tests run at the same time in the same process; this thread's figures are this test's.
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b"]).Guests(1, 4, "a").Build());

    [Fact]
    public void Figures_are_counted_by_class()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ExecutionDiagnostics.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        _simulation.Cluster.FailNext(2, "migration aborted");
        _simulation.Cluster.RefuseNext(3, "no");

        _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "b"), Step(4, 4, "a", "b")));

        Assert.Equal(4, sums["proxlb.migrations.planned"]);
        Assert.Equal(3, sums["proxlb.migrations.started"]);
        Assert.Equal(2, sums["proxlb.migrations.finished"]);
        Assert.Equal(1, sums["proxlb.migrations.failed/failed"]);
        Assert.Equal(1, sums["proxlb.migrations.failed/refused"]);
        Assert.Equal(0, sums["proxlb.migrations.in_flight"]);
        Assert.True(sums["proxlb.migrations.duration"] >= 30);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Environment.CurrentManagedThreadId == _thread)
            {
                sums.AddOrUpdate(tags.Length == 0 ? instrument.Name : $"{instrument.Name}/{tags[0].Value}", value, (_, sum) => sum + value);
            }
        }
    }

    [Fact]
    public void A_plan_is_an_activity_and_each_step_one_within_it()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ExecutionDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        _simulation.Cluster.FailNext(2, "migration aborted");

        _simulation.Run(Named("traced", Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        var plan = Assert.Single(ended, activity => activity.GetTagItem("proxlb.plan.id") is "traced");
        var steps = ended.Where(activity => activity.ParentSpanId == plan.SpanId).OrderBy(activity => activity.GetTagItem("proxlb.guest")).ToList();
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], steps.Select(step => step.Status));
        Assert.Equal("migration aborted", steps[1].StatusDescription);
    }

    [Fact]
    public void Progress_is_told_in_order_and_says_how_far_the_run_is()
    {
        _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        Assert.Equal(ExecutionEventKind.PlanStarted, _simulation.Events[0].Kind);
        Assert.Equal(ExecutionEventKind.PlanEnded, _simulation.Events[^1].Kind);
        Assert.Equal((2, 2, 0), (_simulation.Events[^1].Ended, _simulation.Events[^1].Total, _simulation.Events[^1].InFlight));
        Assert.Contains(_simulation.Events, happened => happened is { Kind: ExecutionEventKind.StepProgress, Progress: > 0 and < 1 });
        Assert.Equal(_simulation.Events.Select(happened => happened.At).Order(), _simulation.Events.Select(happened => happened.At));
        Assert.All(_simulation.Events.Where(happened => happened.Kind == ExecutionEventKind.StepEnded), happened => Assert.NotNull(happened.Migration!.Outcome));
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_at_once()
    {
        var options = new ExecutionOptions { MaxParallel = 0, PollInterval = TimeSpan.Zero, CallTimeout = TimeSpan.FromDays(2), Circuit = { FailureRate = 2 } };

        var refusal = Assert.Throws<ArgumentException>(() => new PlanExecutor(_simulation.Cluster, options));

        Assert.Contains("MaxParallel is 0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PollInterval is 00:00:00", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("CallTimeout is 2.00:00:00; it must be above zero and at most 1 day.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Circuit.FailureRate is 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_pinned()
    {
        var options = new ExecutionOptions();

        Assert.Equal((4, 2, 2), (options.MaxParallel, options.MaxIn, options.MaxOut));
        Assert.Equal(TimeSpan.FromMinutes(30), options.StepTimeout);
        Assert.Equal((3, TimeSpan.FromSeconds(10)), (options.HaVerificationRounds, options.HaRoundInterval));
        Assert.False(options.DryRun);
        Assert.Equal(TimeSpan.FromHours(1), options.Damping.Cooldown);
        Assert.True(options.Windows.DrainsIgnoreWindows);
    }

    [Fact]
    public async Task In_the_real_world_it_runs_on_any_thread_with_the_systems_clock()
    {
        var cluster = new InMemoryClusterProvider(new ClusterBuilder().Nodes(["a", "b"], memoryGiB: 256).Guests(1, 20, "a").Build(), TimeProvider.System) { Duration = _ => TimeSpan.Zero };
        var executor = new PlanExecutor(cluster, new ExecutionOptions { MaxParallel = 8, MaxIn = 8, MaxOut = 8, PollInterval = TimeSpan.FromMilliseconds(1) });

        var report = await executor.ExecuteAsync(Of([.. Enumerable.Range(1, 20).Select(id => Step(id, id, "a", "b"))]));

        Assert.Equal(20, report.Moved);
        Assert.True(cluster.MostAtOnce <= 8);
    }
}
