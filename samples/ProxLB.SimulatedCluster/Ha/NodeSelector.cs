using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.Ha.Scheduling;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>Chooses the node on which the manager wants a service to be.</summary>
internal sealed class NodeSelector(ClusterWorld world, HaManager manager, EffectiveRules rules)
{
    /// <summary>The node; null if there is none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="elsewhere">Whether it must leave: nodes that failed are left out, and it does not stay.</param>
    public string? Select(ServiceStatus service, bool elsewhere = false)
    {
        var (allowed, preferred) = Candidates(service.Sid);
        var together = Peers(service.Sid);
        var separate = Partners(service.Sid);
        if (preferred.Count == 0)
        {
            return null;
        }

        var belongs = together.ContainsKey(service.Node) || !separate.Contains(service.Node);
        if (!elsewhere && !manager.Failback(service.Sid) && allowed.Contains(service.Node) && belongs)
        {
            return service.Node;
        }

        if (elsewhere)
        {
            preferred.ExceptWith(service.FailedNodes);
        }

        preferred.ExceptWith(separate);
        Gather(preferred, together);
        if (service.MaintenanceNode is { } home && preferred.Contains(home))
        {
            return home;
        }

        if (!elsewhere && preferred.Contains(service.Node))
        {
            return service.Node;
        }

        return new NodeScoring(world, manager).Order(preferred, service.Sid).FirstOrDefault();
    }

    /// <summary>Online nodes that are allowed, and those of the highest priority among them.</summary>
    public (HashSet<string> Allowed, HashSet<string> Preferred) Candidates(string sid)
    {
        var online = manager.NodeStates.Online.ToHashSet(StringComparer.Ordinal);
        if (rules.OnNodes(sid) is not { } rule)
        {
            return (online, online.ToHashSet(StringComparer.Ordinal));
        }

        var priorities = rule.Priorities(world.Nodes.Keys);
        online.IntersectWith(priorities.Keys);
        var highest = online.Select(node => priorities[node]).DefaultIfEmpty().Max();
        return (online, online.Where(node => priorities[node] == highest).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Nodes of resources that this one must not meet, where they are and where they go.</summary>
    public HashSet<string> Partners(string sid)
    {
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partner in Known(rules.Separate(sid)))
        {
            nodes.Add(partner.Node);
            if (partner.Target is { } target)
            {
                nodes.Add(target);
            }
        }

        return nodes;
    }

    private Dictionary<string, int> Peers(string sid) => Known(rules.Together(sid))
        .GroupBy(peer => peer.Target ?? peer.Node, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static void Gather(HashSet<string> preferred, Dictionary<string, int> together)
    {
        var best = together.Where(entry => preferred.Contains(entry.Key))
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Key)
            .FirstOrDefault();
        if (best is not null)
        {
            preferred.Clear();
            preferred.Add(best);
        }
    }

    // One that is stopped takes no part.
    private IEnumerable<ServiceStatus> Known(IReadOnlySet<string> sids) =>
        sids.Select(sid => manager.Services.GetValueOrDefault(sid)).OfType<ServiceStatus>().Where(service => service.State != "stopped");
}
