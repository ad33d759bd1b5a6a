using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>The HA manager of the simulated cluster: its configuration, and its rounds of ten seconds.</summary>
public sealed class HaManager
{
    /// <summary>Seconds between two rounds.</summary>
    internal const int Period = 10;

    private readonly ClusterWorld _world;
    private readonly ClusterResourceManager _cluster;
    private readonly LocalResourceManagers _local;

    internal HaManager(ClusterWorld world)
    {
        _world = world;
        NodeStates = new HaNodeStates(world, node => Services.Values.Any(service => service.Node == node && service.State != "recovery"));
        _cluster = new ClusterResourceManager(world, this);
        _local = new LocalResourceManagers(world, this);
    }

    /// <summary>The configured resources by id.</summary>
    public SortedDictionary<string, HaResource> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups by name, up to release 8.</summary>
    public SortedDictionary<string, ResourceGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The rules in their order, from release 9.</summary>
    public List<AffinityRule> Rules { get; } = [];

    /// <summary>The state of each resource that the manager has taken on.</summary>
    public SortedDictionary<string, ServiceStatus> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>While HA is disarmed (release 9.2): <c>freeze</c> or <c>ignore</c>; null: armed.</summary>
    public string? DisarmedMode { get; set; }

    /// <summary>The node whose manager is in charge; null without quorum.</summary>
    public string? Master => _world.Quorate ? _world.Nodes.Values.FirstOrDefault(node => node.Alive)?.Name : null;

    internal HaNodeStates NodeStates { get; }

    internal LocalResourceManagers Local => _local;

    /// <summary>Requests that the manager reads in its next round.</summary>
    internal Queue<(string Sid, HaMotion Motion)> Requests { get; } = new();

    /// <summary>Puts a guest under the HA manager.</summary>
    /// <param name="guest">The VMID.</param>
    /// <param name="state">The state asked for; null: the default.</param>
    public HaResource Manage(int guest, string? state = null)
    {
        var resource = new HaResource(_world.Guests[guest].Sid) { State = state };
        Resources[resource.Sid] = resource;
        return resource;
    }

    /// <summary>Switches the maintenance of a node on or off, as the command line does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="on">On or off.</param>
    public void SetMaintenance(string node, bool on) => NodeStates.Request(node, on);

    /// <summary>Puts a service in error, as a failed start does.</summary>
    /// <param name="sid">The resource.</param>
    public void SetError(string sid) => ChangeState(Services[sid], "error");

    /// <summary>Asks for a motion; it is read in the next round.</summary>
    /// <param name="sid">The resource.</param>
    /// <param name="motion">The motion.</param>
    /// <exception cref="RequestRefusedException">The resource is not managed, or in error.</exception>
    public void Request(string sid, HaMotion motion)
    {
        if (!Resources.ContainsKey(sid))
        {
            throw RequestRefusedException.Failure($"resource '{sid}' is not HA managed");
        }

        if (Services.TryGetValue(sid, out var service) && service.State == "error")
        {
            throw RequestRefusedException.Failure($"service '{sid}' in error state, must be disabled and fixed first");
        }

        Requests.Enqueue((sid, motion));
    }

    internal bool IsManaged(string sid) =>
        Resources.TryGetValue(sid, out var resource) && resource.Wanted != "ignored" && DisarmedMode != "ignore";

    /// <summary>The state that the cluster's resources show: the manager's, otherwise the configured one.</summary>
    internal string? ResourceState(string sid) =>
        Services.TryGetValue(sid, out var service) ? service.State : Resources.GetValueOrDefault(sid)?.State;

    internal string? NodeState(string node) => Resources.Count == 0 && Services.Count == 0 ? null : NodeStates[node];

    /// <summary>The rules as they apply, groups included, which are rules about nodes.</summary>
    internal EffectiveRules EffectiveRules() => new(AllRules(), _world.Nodes.Keys);

    internal List<AffinityRule> AllRules()
    {
        if (_world.Version.AtLeast(9, 0))
        {
            return Rules;
        }

        return [.. Groups.Values.Select(group => new NodeAffinityRule($"ha-group-{group.Name}", MembersOf(group), group.Nodes) { Strict = group.Restricted })];
    }

    internal bool Failback(string sid)
    {
        var resource = Resources.GetValueOrDefault(sid);
        return _world.Version.AtLeast(9, 0)
            ? resource?.Failback ?? true
            : resource?.Group is not { } name || Groups.GetValueOrDefault(name)?.NoFailback != true;
    }

    /// <summary>Who moves along.</summary>
    internal List<string> Dependents(string sid) => _world.Version.AtLeast(9, 0)
        ? [.. EffectiveRules().Together(sid).Where(IsManaged).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>What keeps a resource, or one that moves along, off a node.</summary>
    internal List<(string Sid, string Cause)> Blockers(string sid, string node)
    {
        var result = new List<(string Sid, string Cause)>();
        if (!_world.Version.AtLeast(9, 0) || !IsManaged(sid) || NodeStates[node] != "online")
        {
            return result;
        }

        var rules = EffectiveRules();
        foreach (var partner in rules.Separate(sid).Where(IsManaged).Order(StringComparer.Ordinal))
        {
            // One that is on its way from or to somewhere is not looked at here; the manager itself does look at it.
            if (Services.TryGetValue(partner, out var service) && service.Node == node && !service.Moving)
            {
                result.Add((partner, "resource-affinity"));
            }
        }

        if (_world.Version.AtLeast(9, 2) && rules.OnNodes(sid)?.Priorities(_world.Nodes.Keys).ContainsKey(node) == false)
        {
            result.Add((sid, "node-affinity"));
        }

        return result;
    }

    internal void ChangeState(ServiceStatus service, string state, string? target = null)
    {
        service.State = state;
        service.Target = target;
        service.Queued = null;
        service.Generation++;
        _world.Report(WorldEventKind.HaServiceChanged, service.GuestId, service.Node, target, state);
    }

    internal void Step(long second)
    {
        if (second % Period == 0)
        {
            NodeStates.Update();
            if (Master is not null && DisarmedMode is null)
            {
                _cluster.Round();
            }
        }

        if (second % Period == Period / 2 && DisarmedMode is null)
        {
            _local.Round();
        }
    }

    private List<string> MembersOf(ResourceGroup group) =>
        [.. Resources.Values.Where(resource => resource.Group == group.Name).Select(resource => resource.Sid)];
}
