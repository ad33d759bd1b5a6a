using ProxLB.Core.Cluster;
using ProxLB.TestKit;

namespace ProxLB.Web.Tests.Kit;

/// <summary>Clusters for tests of the API and the page.</summary>
internal static class TestClusters
{
    /// <summary>One node with eight guests of 6 GiB, half of them containers, and two nodes with none.</summary>
    public static ClusterSnapshot OneHotNode(Func<Guest, Guest>? with = null)
    {
        var builder = new ClusterBuilder().Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph");
        for (var id = 101; id <= 104; id++)
        {
            builder.Guest(id, "pve1", memoryGiB: 6, with: guest => Named(with?.Invoke(guest) ?? guest, "web")).Disk("ceph", 10);
        }

        for (var id = 201; id <= 204; id++)
        {
            builder.Container(id, "pve1", memoryGiB: 6, with: guest => Named(with?.Invoke(guest) ?? guest, "proxy")).Disk("ceph", 10);
        }

        return builder.Build();
    }

    /// <summary>Three nodes without a guest.</summary>
    public static ClusterSnapshot Empty() => new ClusterBuilder().Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph").Build();

    private static Guest Named(Guest guest, string name) => guest with { Name = $"{name}{guest.Id % 100}" };
}
