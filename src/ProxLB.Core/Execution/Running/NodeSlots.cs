namespace ProxLB.Core.Execution.Running;

/// <summary>One direction of one node: how many migrations pass, and which steps wait for a free place.</summary>
internal sealed class NodeSlots(int limit)
{
    private readonly PriorityQueue<RunningStep, long> _parked = new();

    public int Used { get; set; }

    public bool IsFull => Used >= limit;

    public void Park(RunningStep step) => _parked.Enqueue(step, step.Order);

    /// <summary>The first waiting step, if there is a free place for it.</summary>
    public bool TryWake(out RunningStep? step)
    {
        step = null;
        return !IsFull && _parked.TryDequeue(out step, out _);
    }
}
