using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Journaling;

/// <summary>Which guests were moved off a node to empty it and have not come back: what an undrain brings back.</summary>
internal sealed class DrainMemory
{
    private readonly Dictionary<string, Dictionary<int, (DateTimeOffset At, long Migration)>> _away = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nodes that took a guest that was not there before, and the migration that brought it.</summary>
    private readonly Dictionary<string, long> _inUse = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Guests on a detour, and the plan that takes them further.</summary>
    private readonly Dictionary<int, string?> _parked = [];

    /// <summary>The migrations that this memory was made of; what else was written down can be forgotten.</summary>
    public IEnumerable<long> Migrations => _away.Values.SelectMany(guests => guests.Values).Select(mark => mark.Migration).Concat(_inUse.Values);

    /// <summary>The guests of one node, by VMID.</summary>
    public IReadOnlyList<int> Of(string node) => _away.TryGetValue(node, out var guests) ? [.. guests.Keys.Order()] : [];

    /// <summary>Takes in that a guest was moved.</summary>
    /// <param name="guest">The guest, or one that was carried along.</param>
    /// <param name="migration">The migration that moved it.</param>
    /// <param name="node">The node that it reached.</param>
    /// <param name="at">When.</param>
    public void Moved(int guest, OpenMigration migration, string node, DateTimeOffset at)
    {
        var intent = migration.Intent;
        if (!_away.TryGetValue(node, out var absent) || !absent.Remove(guest))
        {
            _inUse[node] = intent.Migration;
        }

        // The later leg of a detour does not leave the node that is emptied.
        var isFurther = _parked.Remove(guest, out var plan) && plan == intent.Plan;
        if (intent is { Cause: MigrationCause.Drain, TakesBack: false } && !isFurther)
        {
            Left(guest, migration.Request.From, intent.Migration, at);
        }

        if (intent.Detour)
        {
            _parked[guest] = intent.Plan;
        }
    }

    /// <summary>Forgets what is older than a moment.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var guests in _away.Values)
        {
            foreach (var guest in guests.Where(pair => pair.Value.At < before).Select(pair => pair.Key).ToArray())
            {
                guests.Remove(guest);
            }
        }
    }

    private void Left(int guest, string node, long migration, DateTimeOffset at)
    {
        // A node that was in use since it was last emptied is emptied anew: those of the last time are at home elsewhere.
        if (_inUse.Remove(node) || !_away.TryGetValue(node, out var guests))
        {
            _away[node] = guests = [];
        }

        guests[guest] = (at, migration);
    }
}
