using System.Collections.Immutable;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Remembers what the HA manager last said about the nodes, so that a failed reading does not end a maintenance.</summary>
internal sealed class HaMemory
{
    private volatile State _last = new(ImmutableDictionary<string, string>.Empty, ImmutableHashSet<string>.Empty);

    /// <summary>Takes in a reading; null if it failed. Returns the nodes' states and those for which a maintenance is requested.</summary>
    public (IReadOnlyDictionary<string, string> Status, IReadOnlySet<string> Requested) Update(HaManagerStatus? manager)
    {
        if (manager is not null)
        {
            var requested = NamedObjects.Read(manager.NodeRequest, ApiContext.Default.Map)
                .Where(request => request.Value.TryGetValue("maintenance", out var wanted) && wanted is not ("0" or ""))
                .Select(request => request.Key);
            _last = new State(
                (manager.NodeStatus ?? new Dictionary<string, string>()).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
                requested.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase));
        }

        return (_last.Status, _last.Requested);
    }

    private sealed record State(ImmutableDictionary<string, string> Status, ImmutableHashSet<string> Requested);
}
