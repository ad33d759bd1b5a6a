using ProxLB.Core.Cluster;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>The cluster that behaviours are shown on: three nodes, a shared and a local storage, and a guest of each kind.</summary>
internal static class Facts
{
    public const long Gibi = 1L << 30;

    public static ClusterBuilder Cluster => new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3")
        .SharedStorage("ceph").LocalStorage("local-lvm", ("pve1", 500), ("pve2", 500), ("pve3", 500))
        .Guest(100, "pve1", memoryGiB: 8, cores: 8, with: guest => guest with { Name = "db", CpuUsed = 4, MemoryUsedBytes = 3 * Gibi }).Disk("local-lvm", 32)
        .Container(101, "pve1", cores: 2, with: guest => guest with { Name = "web", CpuUsed = 0.5, MemoryUsedBytes = Gibi }).Disk("ceph", 8)
        .StoppedGuest(102, "pve2")
        .HaGuest(103, "pve2").HaGuest(104, "pve2", with: guest => guest with { Kind = GuestKind.Container });
}
