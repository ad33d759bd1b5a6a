namespace ProxLB.Core.Execution.Running;

/// <summary>Guests that a step of ours has in hand: none is in two hands, and each counts on its target before it arrives.</summary>
internal sealed class BusyGuests
{
    private readonly Dictionary<int, RunningStep> _guests = [];
    private readonly Dictionary<string, Dictionary<RunningStep, long>> _targets = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The steps in hand by guest.</summary>
    public IReadOnlyDictionary<int, RunningStep> Guests => _guests;

    /// <summary>Takes a step's guests in hand.</summary>
    /// <param name="step">The step.</param>
    /// <param name="memory">The memory in bytes that they bring.</param>
    /// <returns>Whether all of them were free.</returns>
    public bool TryEnter(RunningStep step, long memory)
    {
        if (GuestsOf(step).Any(_guests.ContainsKey))
        {
            return false;
        }

        foreach (var guest in GuestsOf(step))
        {
            _guests.Add(guest, step);
        }

        if (!_targets.TryGetValue(step.Migration.To, out var coming))
        {
            _targets.Add(step.Migration.To, coming = []);
        }

        coming.Add(step, memory);
        return true;
    }

    public void Leave(RunningStep step)
    {
        foreach (var guest in GuestsOf(step))
        {
            _guests.Remove(guest);
        }

        _targets[step.Migration.To].Remove(step);
    }

    /// <summary>Memory in bytes that is on its way to a node and has not arrived there.</summary>
    public long MemoryOnTheWayTo(string node) =>
        _targets.TryGetValue(node, out var coming) ? coming.Sum(pair => Math.Max(0, pair.Value - (pair.Key.TransferredBytes ?? 0))) : 0;

    private static IEnumerable<int> GuestsOf(RunningStep step) => step.Migration.Carries.Prepend(step.Migration.Guest);
}
