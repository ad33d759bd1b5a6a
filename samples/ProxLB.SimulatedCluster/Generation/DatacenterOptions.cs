using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>The datacenter's options.</summary>
internal static class DatacenterOptions
{
    public static void Apply(ClusterWorld world, HaFacts facts)
    {
        world.Options["mac_prefix"] = "BC:24:11";
        world.Options["keyboard"] = "en-us";
        if (world.Settings.MigrationBytesPerSecond is { } limit)
        {
            world.Options["bwlimit"] = $"migration={limit / 1024}";
        }

        var crs = new JsonObject();
        if (facts.NativeMode != NativeSchedulerMode.Basic)
        {
            crs["ha"] = facts.NativeMode == NativeSchedulerMode.Static ? "static" : "dynamic";
        }

        if (facts.NativeAutoRebalance)
        {
            crs["ha-auto-rebalance"] = 1;
            crs["ha-auto-rebalance-threshold"] = facts.NativeThresholdPercent.ToString();
            crs["ha-auto-rebalance-margin"] = facts.NativeMarginPercent.ToString();
            crs["ha-auto-rebalance-method"] = facts.NativeMethod == NativeRebalanceMethod.Topsis ? "topsis" : "bruteforce";
        }

        if (crs.Count > 0)
        {
            world.Options["crs"] = crs;
        }
    }
}
