using ProxLB.SimulatedCluster.World;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>The cluster as it was at one moment, as far as rules and limits go.</summary>
internal sealed class SitePicture
{
    private readonly ClusterWorld _world;
    private readonly Dictionary<int, (string Node, bool Running)> _guests;
    private readonly List<(int Guest, string Target)> _moving;
    private readonly HashSet<string> _eligible;
    private readonly HashSet<string> _leaving;

    public SitePicture(ClusterWorld world)
    {
        _world = world;
        _guests = world.Guests.Values.ToDictionary(guest => guest.Id, guest => (guest.Node, guest.Running));
        _moving = [.. world.Migrations.UnderWay.Select(job => (job.Guest, job.Target))];
        _moving.AddRange(world.Ha.Services.Values
            .Where(service => (service.Target ?? service.Queued?.Target) is not null)
            .Select(service => (service.GuestId, (service.Target ?? service.Queued?.Target)!)));
        _eligible = [.. world.Nodes.Values.Where(node => node.Alive && world.Ha.NodeState(node.Name) is null or "online").Select(node => node.Name)];
        _leaving = [.. world.Ha.NodeStates.MaintenanceRequests];
    }

    private SitePicture(SitePicture before, int guest, string target)
    {
        (_world, _guests, _eligible, _leaving) = (before._world, before._guests, before._eligible, before._leaving);
        _moving = [.. before._moving, (guest, target)];
    }

    /// <summary>How many nodes may hold guests, if one of them is being emptied.</summary>
    public int EligibleBut(string? drained) => _eligible.Count(node => node != drained && !_leaving.Contains(node));

    public override string ToString() => $"eligible: {string.Join(", ", _eligible.Order(StringComparer.Ordinal))}; moving: {string.Join(", ", _moving)}";

    public bool IsEligible(string node) => _eligible.Contains(node);

    public string? NodeOf(int guest) => _guests.TryGetValue(guest, out var known) ? known.Node : null;

    public bool IsRunning(int guest) => _guests.TryGetValue(guest, out var known) && known.Running;

    /// <summary>The same with one more guest on its way.</summary>
    public SitePicture With(int guest, string target) => new(this, guest, target);

    /// <summary>Where a guest counts: on its node, and on its target while it is under way.</summary>
    public IEnumerable<string> PlacesOf(int guest) => NodeOf(guest) is not { } node
        ? []
        : _moving.Where(one => one.Guest == guest).Select(one => one.Target).Prepend(node).Distinct();

    /// <summary>Memory in use on a node, with what is on its way there.</summary>
    public long MemoryOn(string node) =>
        _world.Nodes[node].BaseMemory - _world.Nodes[node].ReclaimableMemory
        + _guests.Where(pair => pair.Value.Running && PlacesOf(pair.Key).Contains(node)).Sum(pair => _world.Guests.TryGetValue(pair.Key, out var guest) ? guest.MemoryUsed : 0);
}
