using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>Orders nodes for a service, best first: by their number of services, or by load.</summary>
internal sealed class NodeScoring(ClusterWorld world, HaManager manager)
{
    public List<string> Order(IEnumerable<string> nodes, string sid)
    {
        var candidates = nodes.Order(StringComparer.Ordinal).ToList();
        var usage = new ClusterUsage(world, manager);
        return usage.Mode == "basic" || candidates.Count < 2
            ? [.. candidates.OrderBy(ServicesOn)]
            : ByLoad(candidates, usage, sid);
    }

    private int ServicesOn(string node) => manager.Services.Values.Count(service => service.Node == node || service.Target == node);

    private static List<string> ByLoad(List<string> candidates, ClusterUsage usage, string sid)
    {
        var nodes = usage.Nodes();
        var (cpu, memory) = usage.Guest(sid);
        var placements = candidates
            .Select(candidate => (IReadOnlyList<NodeLoad>)[.. nodes.Select(node => node.Node == candidate ? node.Add(cpu, memory) : node)])
            .ToList();
        var scores = Topsis.Score(placements);
        return [.. candidates.Zip(scores).OrderByDescending(pair => pair.Second).Select(pair => pair.First)];
    }
}
