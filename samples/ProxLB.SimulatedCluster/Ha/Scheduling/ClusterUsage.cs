using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>What nodes and guests use, by configuration (static) or by the last samples (dynamic).</summary>
internal sealed class ClusterUsage(ClusterWorld world, HaManager manager)
{
    /// <summary><c>basic</c>, <c>static</c> or <c>dynamic</c>.</summary>
    public string Mode => CrsOptions.Text(world, "ha") switch
    {
        "static" => "static",
        "dynamic" when world.Version.AtLeast(9, 2) => "dynamic",
        _ => "basic",
    };

    public List<NodeLoad> Nodes() => [.. manager.NodeStates.Online.Select(name => Node(world.Nodes[name]))];

    public (double Cpu, double Memory) Guest(string sid)
    {
        var guest = world.Guests[manager.Resources[sid].GuestId];
        return Mode == "dynamic" && guest.Sample is { } sample
            ? (sample.Cpu * guest.Cores, sample.Memory)
            : (guest.Cores, guest.MemoryBytes);
    }

    private NodeLoad Node(SimulatedNode node)
    {
        if (Mode == "dynamic")
        {
            var sample = node.Sample;
            return new NodeLoad(node.Name, (sample?.Cpu ?? 0) * node.Cores, node.Cores, sample?.Memory ?? 0, node.MemoryBytes);
        }

        var running = world.Guests.Values.Where(guest => guest.Running && guest.Node == node.Name).ToList();
        return new NodeLoad(node.Name, running.Sum(guest => guest.Cores), node.Cores, running.Sum(guest => guest.MemoryBytes), node.MemoryBytes);
    }
}
