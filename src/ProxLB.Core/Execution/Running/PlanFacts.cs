using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution.Running;

/// <summary>Where the guests were when the plan was made, with what we have moved since: what a check shows beyond that, others have done.</summary>
internal sealed class PlanFacts
{
    private readonly Dictionary<int, Guest> _guests = [];

    /// <summary>A plan was made on these facts.</summary>
    public void Set(ClusterSnapshot snapshot)
    {
        _guests.Clear();
        foreach (var guest in snapshot.Guests)
        {
            _guests[guest.Id] = guest;
        }
    }

    /// <summary>We moved a guest.</summary>
    public void Moved(int id, string node)
    {
        if (_guests.TryGetValue(id, out var guest))
        {
            _guests[id] = guest with { Node = node, MigratingTo = null };
        }
    }

    /// <summary>Whether others have changed something that may matter to a guest on its way to a node: who is there, who should be, and who shares its rules.</summary>
    /// <param name="seen">The guests as the check saw them.</param>
    /// <param name="step">The step that is checked.</param>
    /// <param name="isOurs">Whether we have a guest in hand.</param>
    public bool HaveChanged(IReadOnlyDictionary<int, GuestPlace> seen, RunningStep step, Func<int, bool> isOurs)
    {
        var target = step.Migration.To;
        var tags = _guests.GetValueOrDefault(step.Migration.Guest)?.Tags ?? [];
        foreach (var (id, place) in seen)
        {
            if (isOurs(id))
            {
                continue;
            }

            if (!_guests.TryGetValue(id, out var known))
            {
                if (place.Moving || Same(place.Node, target))
                {
                    return true;
                }
            }
            else if (place.Moving && !InFlight.IsMoving(known))
            {
                // Where to it does not say.
                return true;
            }
            else if (!IsAsKnown(known, place)
                && (Same(place.Node, target) || Same(known.Node, target) || Same(known.MigratingTo, target) || known.Tags.Any(tags.Contains) || step.Unit.Steps.Exists(other => other.Migration.Guest == id)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAsKnown(Guest known, GuestPlace seen) =>
        (Same(seen.Node, known.Node) || Same(seen.Node, known.MigratingTo)) && (seen.Running is null || known.Running is null || seen.Running == known.Running);

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
