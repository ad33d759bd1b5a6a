using System.Collections.Concurrent;

namespace ProxLB.TestKit;

/// <summary>Runs tasks one after the other on the thread that lets time pass, so that the clock knows when nothing is left to do.</summary>
internal sealed class ManualTaskScheduler : TaskScheduler
{
    private readonly Lock _running = new();
    private readonly ConcurrentQueue<Task> _queue = new();
    private TaskCompletionSource _queued = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether anything was ever run on it.</summary>
    public bool Used { get; private set; }

    /// <summary>Ends when the next task is queued.</summary>
    public Task Queued
    {
        get
        {
            // In this order, or a task that is queued in between would be missed.
            var queued = Volatile.Read(ref _queued).Task;
            return _queue.IsEmpty ? queued : Task.CompletedTask;
        }
    }

    /// <summary>Runs until nothing is left to run.</summary>
    public void Drain()
    {
        // A context would send continuations to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            lock (_running)
            {
                while (_queue.TryDequeue(out var task))
                {
                    TryExecuteTask(task);
                }
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _queue;

    protected override void QueueTask(Task task)
    {
        Used = true;
        _queue.Enqueue(task);
        Interlocked.Exchange(ref _queued, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
