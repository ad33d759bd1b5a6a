using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Pressure as a load: a node's capacity is 100 percent of time, its load the share in which some task waited.</summary>
/// <remarks>Guests' figures need not add up to their node's: if they sum to more they are scaled down; the rest is the host's own.</remarks>
internal static class PressureMeter
{
    /// <summary>One percent of time in integer steps: loads are parts per million.</summary>
    public const double StepsPerPercent = 10_000;

    private const long Whole = 1_000_000;

    public static LoadModel Measure(ClusterSnapshot cluster, string name, Func<PressureFigures, double?> some)
    {
        var capacity = new long[cluster.Nodes.Count];
        var hostLoad = new long[cluster.Nodes.Count];
        var guestSum = new long[cluster.Nodes.Count];
        var demand = new long[cluster.Guests.Count];
        var without = new List<string>();
        for (var n = 0; n < capacity.Length; n++)
        {
            var node = cluster.Nodes[n];
            var figure = node.Pressure is { } pressure ? some(pressure) : null;
            capacity[n] = figure is null ? 0 : Whole;
            hostLoad[n] = Steps(figure);
            if (figure is null && node.Online)
            {
                without.Add(node.Name);
            }
        }

        var byName = NodeIndex.Of(cluster);
        for (var g = 0; g < demand.Length; g++)
        {
            var guest = cluster.Guests[g];
            if (GuestDemand.Runs(guest) && guest.Pressure is { } pressure && byName.TryGetValue(guest.Node, out var n))
            {
                demand[g] = Steps(some(pressure));
                guestSum[n] += demand[g];
            }
        }

        for (var g = 0; g < demand.Length; g++)
        {
            if (demand[g] > 0 && byName.TryGetValue(cluster.Guests[g].Node, out var n) && capacity[n] > 0 && guestSum[n] > hostLoad[n])
            {
                demand[g] = (long)((double)demand[g] * hostLoad[n] / guestSum[n]);
            }
        }

        var dimension = new LoadDimension
        {
            Name = name,
            Unit = "ppm of time stalled",
            Capacity = capacity,
            Base = HostLoad.WithoutGuests(cluster, demand, n => (long)Math.Round(((n.Pressure is { } p ? some(p) : null) ?? 0) * StepsPerPercent)),
            Demand = demand,
        };
        return new LoadModel
        {
            Dimensions = [dimension],
            Warnings = without.Count == 0
                ? []
                : [$"No {name} pressure is known of {string.Join(", ", without)}; these nodes do not count in it (pressure needs PVE 9 or later)."],
        };
    }

    private static long Steps(double? percent) => percent is { } p ? (long)Math.Round(p * StepsPerPercent) : 0;
}
