using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>The HA manager of the simulated cluster.</summary>
public sealed class HaManager
{
    private readonly ClusterWorld _world;

    internal HaManager(ClusterWorld world) => _world = world;

    /// <summary>The configured resources by id.</summary>
    public SortedDictionary<string, HaResource> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts a guest under the HA manager.</summary>
    /// <param name="guest">The VMID.</param>
    /// <param name="state">The state asked for; null: the default.</param>
    public HaResource Manage(int guest, string? state = null)
    {
        var resource = new HaResource(_world.Guests[guest].Sid) { State = state };
        Resources[resource.Sid] = resource;
        return resource;
    }

    internal bool IsManaged(string sid) => Resources.TryGetValue(sid, out var resource) && resource.Wanted != "ignored";

    internal string? ResourceState(string sid) => Resources.TryGetValue(sid, out var resource) ? resource.State : null;

    internal string? NodeState(string node) => Resources.Count == 0 ? null : (_world.Nodes[node].Alive ? "online" : "unknown");
}
