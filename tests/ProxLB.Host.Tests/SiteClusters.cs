using ProxLB.Core.Cluster;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests;

/// <summary>Clusters for tests of the whole program.</summary>
internal static class SiteClusters
{
    /// <summary>One node with eight guests of 6 GiB, one half of them containers, and two nodes with none.</summary>
    public static ClusterSnapshot OneHotNode(Func<Guest, Guest>? with = null, string thirdNode = "pve3")
    {
        var builder = new ClusterBuilder().Node("pve1").Node("pve2").Node(thirdNode).SharedStorage("ceph");
        for (var id = 101; id <= 104; id++)
        {
            builder.Guest(id, "pve1", memoryGiB: 6, with: with).Disk("ceph", 10);
        }
        for (var id = 201; id <= 204; id++)
        {
            builder.Container(id, "pve1", memoryGiB: 6, with: with).Disk("ceph", 10);
        }
        return builder.Build();
    }
}
