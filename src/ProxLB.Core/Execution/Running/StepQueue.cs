namespace ProxLB.Core.Execution.Running;

/// <summary>Steps that may start, and the limits they wait for. A step is looked at only when a place that it waits for becomes free.</summary>
internal sealed class StepQueue(ExecutionOptions options)
{
    private readonly PriorityQueue<RunningStep, long> _ready = new();
    private readonly Dictionary<string, NodeSlots> _outgoing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, NodeSlots> _incoming = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<InFlight> _foreign = [];

    /// <summary>Migrations in flight, those of others included.</summary>
    public int InFlight { get; private set; }

    public void Enqueue(RunningStep step)
    {
        step.Phase = StepPhase.Ready;
        _ready.Enqueue(step, step.Order);
    }

    /// <summary>Takes the first step that the limits allow, and its places with it.</summary>
    public bool TryTake(out RunningStep step)
    {
        while (InFlight < options.MaxParallel && _ready.TryDequeue(out step!, out _))
        {
            var outgoing = Slots(_outgoing, step.Migration.From, options.MaxOut);
            var incoming = Slots(_incoming, step.Migration.To, options.MaxIn);
            if (step.Phase != StepPhase.Ready)
            {
                Wake(outgoing);
                Wake(incoming);
                continue;
            }

            if (!outgoing.IsFull && !incoming.IsFull)
            {
                Count(step.Migration.From, step.Migration.To, 1);
                return true;
            }

            // The place that it does not take goes to the next that waits for it.
            (outgoing.IsFull ? outgoing : incoming).Park(step);
            Wake(outgoing.IsFull ? incoming : outgoing);
        }

        step = null!;
        return false;
    }

    /// <summary>Takes places whatever the limits say: for what is in flight already.</summary>
    public void Take(string from, string to) => Count(from, to, 1);

    public void Release(string from, string to)
    {
        Count(from, to, -1);
        Wake(Slots(_outgoing, from, options.MaxOut));
        Wake(Slots(_incoming, to, options.MaxIn));
    }

    /// <summary>Replaces what others have in flight.</summary>
    public void SetForeign(IReadOnlyList<InFlight> foreign)
    {
        var before = _foreign;
        _foreign = foreign;
        foreach (var migration in foreign)
        {
            Count(migration.From, migration.To, 1);
        }

        foreach (var migration in before)
        {
            Count(migration.From, migration.To, -1);
        }

        foreach (var migration in before)
        {
            Wake(Slots(_outgoing, migration.From, options.MaxOut));
            if (migration.To is not null)
            {
                Wake(Slots(_incoming, migration.To, options.MaxIn));
            }
        }
    }

    private static NodeSlots Slots(Dictionary<string, NodeSlots> all, string node, int limit)
    {
        if (!all.TryGetValue(node, out var slots))
        {
            all.Add(node, slots = new NodeSlots(limit));
        }

        return slots;
    }

    private void Count(string from, string? to, int by)
    {
        InFlight += by;
        Slots(_outgoing, from, options.MaxOut).Used += by;
        if (to is not null)
        {
            Slots(_incoming, to, options.MaxIn).Used += by;
        }
    }

    private void Wake(NodeSlots slots)
    {
        while (slots.TryWake(out var step))
        {
            if (step!.Phase == StepPhase.Ready)
            {
                _ready.Enqueue(step, step.Order);
                return;
            }
        }
    }
}
