using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Operation;

/// <summary>An operator over a cluster in memory and a clock that is told to go on.</summary>
internal sealed class OperatorSite : IDisposable
{
    public OperatorSite(ClusterSnapshot? cluster = null, Func<OperatorSetup, OperatorSetup>? with = null, IExecutionJournal? journal = null, OperatorMemory? memory = null)
    {
        Cluster = new InMemoryClusterProvider(cluster ?? OneHotNode(), Clock);
        var setup = new OperatorSetup { Provider = Cluster, Balancer = new Balancer(time: Clock), Analyzer = new ClusterAnalyzer(time: Clock), Execution = Options, Scheduler = Clock.Scheduler };
        Operator = new ClusterOperator(with?.Invoke(setup) ?? setup, journal, Clock, loggers: null, memory);
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryClusterProvider Cluster { get; }

    public ExecutionOptions Options { get; } = new();

    public ClusterOperator Operator { get; }

    /// <summary>Eight guests of 6 GiB on one node of three.</summary>
    public static ClusterSnapshot OneHotNode()
    {
        var builder = new ClusterBuilder().Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph");
        for (var id = 101; id <= 108; id++)
        {
            builder.Guest(id, "pve1", memoryGiB: 6).Disk("ceph", 10);
        }

        return builder.Build();
    }

    /// <summary>Lets time pass until the run in progress has ended. The run's work is done on the clock's scheduler, so that no time-out overtakes it.</summary>
    public Task FinishAsync() => Clock.RunAsync(Operator.Running);

    /// <summary>Lets time pass from one wait of a loop to the next; what it does between them takes none.</summary>
    public async Task PassAsync(RunLoop loop, TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        while (true)
        {
            await UntilAsync(() => !Operator.Running.IsCompleted || loop.WaitingUntil > Clock.GetUtcNow());
            var now = Clock.GetUtcNow();
            if (!Operator.Running.IsCompleted)
            {
                await FinishAsync();
            }
            else if (now >= end)
            {
                return;
            }
            else if (loop.WaitingUntil is { } until)
            {
                Clock.Advance((until < end ? until : end) - now);
            }
        }
    }

    /// <summary>Lets a loop run for some time.</summary>
    public async Task RunAsync(RunLoopOptions options, TimeSpan time)
    {
        using var loop = new RunLoop(Operator, options, Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);
        await PassAsync(loop, time);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Waits, in real time, for what other threads are about to do.</summary>
    public static Task UntilAsync(Func<bool> holds) => Task.Run(async () =>
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }).WaitAsync(TimeSpan.FromSeconds(60));

    public void Dispose() => Operator.Dispose();
}
