using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>The manager's view of the nodes: online, maintenance, unknown, fence.</summary>
/// <param name="holdsServices">Whether a node has services that are not being recovered.</param>
internal sealed class HaNodeStates(ClusterWorld world, Func<string, bool> holdsServices)
{
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);
    private readonly HashSet<string> _maintenance = new(StringComparer.Ordinal);

    public string this[string node] => _states.GetValueOrDefault(node) ?? (world.Nodes[node].Alive ? "online" : "unknown");

    /// <summary>The nodes for which maintenance is asked.</summary>
    public IEnumerable<string> MaintenanceRequests => _maintenance.Order(StringComparer.Ordinal);

    public IEnumerable<string> Online => world.Nodes.Keys.Where(node => this[node] == "online");

    public void Request(string node, bool maintenance)
    {
        if (maintenance)
        {
            _maintenance.Add(node);
        }
        else
        {
            _maintenance.Remove(node);
        }
    }

    public void Update()
    {
        foreach (var node in world.Nodes.Values)
        {
            Change(node.Name, Next(node));
        }
    }

    /// <summary>Whether a fenced node is surely dead, so that its services may be started elsewhere.</summary>
    public bool Fenced(string node) => this[node] == "fence" && world.Now - _since[node] >= world.Settings.FenceDuration;

    private string Next(SimulatedNode node)
    {
        var now = this[node.Name];
        if (node.Alive)
        {
            return _maintenance.Contains(node.Name) ? "maintenance" : "online";
        }

        if (now == "fence")
        {
            return holdsServices(node.Name) ? "fence" : "unknown";
        }

        // Only the majority may fence, and only a node that has services needs it.
        var waited = world.Now - _since.GetValueOrDefault(node.Name, world.Now);
        var fences = now == "unknown" && world.Quorate && holdsServices(node.Name) && waited >= world.Settings.FenceDelay;
        return fences ? "fence" : "unknown";
    }

    private void Change(string node, string state)
    {
        if (_states.GetValueOrDefault(node) != state)
        {
            _states[node] = state;
            _since[node] = world.Now;
            world.Report(WorldEventKind.HaNodeChanged, null, node, null, state);
        }
    }
}
