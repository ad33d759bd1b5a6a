using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>An executor, a cluster and a clock on one thread.</summary>
internal sealed class ExecutionSimulation : IProgress<ExecutionEvent>
{
    private readonly SimulationScheduler _scheduler = new();
    private PlanExecutor? _executor;

    public ExecutionSimulation(ClusterSnapshot cluster)
    {
        Cluster = new InMemoryClusterProvider(cluster, Clock);
        Provider = Cluster;
    }

    public SimulationClock Clock { get; } = new();

    public InMemoryClusterProvider Cluster { get; }

    /// <summary>What the executor is given; the cluster unless set.</summary>
    public IClusterProvider Provider { get; set; }

    public ExecutionOptions Options { get; } = new();

    public IExecutionJournal Journal { get; set; } = new InMemoryJournal();

    public IBalancer? Balancer { get; set; }

    /// <summary>A run that has not ended after so many timers does not end.</summary>
    public int MostTimers { get; set; } = 5_000_000;

    public PlanRequest? PlanRequest { get; set; }

    public ExecutionControl Control { get; set; } = new();

    public List<ExecutionEvent> Events { get; } = [];

    /// <summary>Is called with each event, to act on the cluster in the middle of a run.</summary>
    public Action<ExecutionEvent> OnEvent { get; set; } = _ => { };

    public PlanExecutor Executor => _executor ??= new PlanExecutor(Provider, Options, Journal, Clock, logger: null, _scheduler);

    public void Report(ExecutionEvent value)
    {
        Events.Add(value);
        OnEvent(value);
    }

    /// <summary>The process dies: nothing of it goes on.</summary>
    public void Kill()
    {
        _scheduler.Forget();
        Clock.Forget();
    }

    /// <summary>A new process over the same journal and the same cluster.</summary>
    public void Restart()
    {
        _executor = null;
        Control = new ExecutionControl();
    }

    public Task<ExecutionReport> Begin(MigrationPlan plan, CancellationToken cancellationToken = default)
    {
        // A context would send continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        return Executor.ExecuteAsync(
            plan,
            new ExecutionRequest { Balancer = Balancer, PlanRequest = PlanRequest, Progress = this, Control = Control },
            cancellationToken);
    }

    public ExecutionReport Run(MigrationPlan plan) => Finish(Begin(plan));

    public T Finish<T>(Task<T> work)
    {
        Pump(() => work.IsCompleted);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Goes on until something holds.</summary>
    public void Pump(Func<bool> until)
    {
        _scheduler.Drain();
        for (var steps = 0; !until(); steps++)
        {
            Assert.True(steps < MostTimers, "The run does not end.");
            Assert.True(Clock.Next(), "The run waits for something that never comes: no timer is set.");
            _scheduler.Drain();
        }
    }

    public void Pump(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        using var timer = Clock.CreateTimer(_ => { }, state: null, time, Timeout.InfiniteTimeSpan);
        Pump(() => Clock.GetUtcNow() >= end);
    }
}
