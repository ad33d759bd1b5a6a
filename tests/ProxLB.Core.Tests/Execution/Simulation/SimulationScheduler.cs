namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>Runs tasks one after the other, on the thread that pumps: the same run twice is the same run.</summary>
internal sealed class SimulationScheduler : TaskScheduler
{
    private readonly Queue<Task> _queue = new();

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs until nothing is left to run.</summary>
    public void Drain()
    {
        while (_queue.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Leaves what waits to run, as a process does that dies.</summary>
    public void Forget() => _queue.Clear();

    protected override IEnumerable<Task> GetScheduledTasks() => _queue;

    protected override void QueueTask(Task task) => _queue.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
