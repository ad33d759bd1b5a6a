using ProxLB.Core.Cluster;

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

    /// <summary>Facts with what we have in hand counting on both nodes, even if they do not show it yet.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="except">A step that is only being looked at; null: none.</param>
    /// <param name="arrived">Guests that count on their target only, as if they had arrived.</param>
    public ClusterSnapshot Mark(ClusterSnapshot snapshot, RunningStep? except = null, IReadOnlyDictionary<int, string>? arrived = null) =>
        _guests.Count == 0 ? snapshot : snapshot with { Guests = [.. snapshot.Guests.Select(guest => Mark(guest, except, arrived))] };

    private Guest Mark(Guest guest, RunningStep? except, IReadOnlyDictionary<int, string>? arrived)
    {
        if (arrived is not null && arrived.TryGetValue(guest.Id, out var target))
        {
            return guest with { Node = target, MigratingTo = null };
        }

        return guest.MigratingTo is null && _guests.TryGetValue(guest.Id, out var step) && step != except
            && !string.Equals(guest.Node, step.Migration.To, StringComparison.OrdinalIgnoreCase)
                ? guest with { MigratingTo = step.Migration.To }
                : guest;
    }

    private static IEnumerable<int> GuestsOf(RunningStep step) => step.Migration.Carries.Prepend(step.Migration.Guest);
}
