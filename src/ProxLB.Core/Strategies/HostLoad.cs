using System.Runtime.InteropServices;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Loads of hosts and guests in the snapshot's order.</summary>
internal static class HostLoad
{
    public static long[] PerNode(ClusterSnapshot cluster, Func<ClusterNode, long> value)
    {
        var values = new long[cluster.Nodes.Count];
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = value(cluster.Nodes[n]);
        }

        return values;
    }

    public static long[] Demands(ClusterSnapshot cluster, Func<Guest, long> demand)
    {
        var demands = new long[cluster.Guests.Count];
        for (var g = 0; g < demands.Length; g++)
        {
            demands[g] = demand(cluster.Guests[g]);
        }

        return demands;
    }

    /// <summary>What a host uses itself: its own figure minus what its guests use, never negative; 0 where it has no figure.</summary>
    public static long[] WithoutGuests(ClusterSnapshot cluster, long[] demands, Func<ClusterNode, long?> hostUse)
    {
        var byName = NodeIndex.Of(cluster);
        var load = new long[cluster.Nodes.Count];
        for (var g = 0; g < demands.Length; g++)
        {
            if (byName.TryGetValue(cluster.Guests[g].Node, out var node))
            {
                load[node] += demands[g];
            }
        }

        for (var n = 0; n < load.Length; n++)
        {
            load[n] = Math.Max(0, (hostUse(cluster.Nodes[n]) ?? 0) - load[n]);
        }

        return load;
    }

    /// <summary>One line that counts and names the running guests without a figure; null if there are none.</summary>
    public static string? Unknown(ClusterSnapshot cluster, string what, Func<Guest, bool> unknown)
    {
        const int Named = 5;
        List<int>? ids = null;
        for (var g = 0; g < cluster.Guests.Count; g++)
        {
            var guest = cluster.Guests[g];
            if (GuestDemand.Runs(guest) && unknown(guest))
            {
                (ids ??= []).Add(guest.Id);
            }
        }

        if (ids is null)
        {
            return null;
        }

        ids.Sort();
        var named = string.Join(", ", CollectionsMarshal.AsSpan(ids)[..Math.Min(Named, ids.Count)].ToArray());
        return $"The {what} of {ids.Count} running guest{(ids.Count == 1 ? "" : "s")} is unknown ({named}{(ids.Count > Named ? ", …" : "")}); the configured size stands in.";
    }
}
