namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>Samples every live node and its guests each ten seconds, as pvestatd does.</summary>
internal sealed class StatusDaemon(ClusterWorld world)
{
    /// <summary>Seconds between two samples.</summary>
    public const int Period = 10;

    /// <summary>After this time a sample no longer counts.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

    public void Run()
    {
        var load = new Dictionary<string, (double Cpu, long Memory)>(StringComparer.Ordinal);
        foreach (var guest in world.Guests.Values)
        {
            if (!world.Nodes[guest.Node].Alive)
            {
                continue;
            }

            Sample(guest);
            if (guest.Running)
            {
                var (cpu, memory) = load.GetValueOrDefault(guest.Node);
                load[guest.Node] = (cpu + guest.CpuUsed, memory + guest.MemoryUsed);
            }
        }

        foreach (var node in world.Nodes.Values.Where(node => node.Alive))
        {
            var (cpu, memory) = load.GetValueOrDefault(node.Name);
            Sample(node, cpu, memory);
        }
    }

    private void Sample(SimulatedNode node, double guestCpu, long guestMemory)
    {
        var cpu = Math.Min(1, (node.BaseCpu + guestCpu) / node.Cores);
        var memory = Math.Min(node.MemoryBytes, node.BaseMemory + guestMemory);
        node.Sample = new NodeSample(world.Now, cpu, memory);
        node.History.Record(world.Now, new LoadPoint(true, cpu, memory));
    }

    private void Sample(SimulatedGuest guest)
    {
        var cpu = guest.Running && !guest.FreshProcess ? guest.CpuUsed / guest.Cores : 0;
        guest.FreshProcess = false;
        guest.Sample = new GuestSample
        {
            At = world.Now,
            Running = guest.Running,
            Cpu = cpu,
            Memory = guest.Running ? ReportedMemory(guest) : 0,
            HostMemory = guest.Running ? guest.MemoryUsed : 0,
            Uptime = guest.Running ? (long)(world.Now - guest.StartedAt).TotalSeconds : 0,
        };
        guest.History.Record(world.Now, new LoadPoint(guest.Running, cpu, guest.Sample.Memory));
    }

    private static long ReportedMemory(SimulatedGuest guest) =>
        guest.BalloonStatistics ? guest.MemoryUsed : Math.Max(guest.MemoryUsed, guest.MemoryBytes);
}
