using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>What a migration costs.</summary>
public class CostTests
{
    [Fact]
    public void A_running_vm_costs_the_overhead_and_the_memory_it_uses() =>
        Assert.Equal(1 + 3, CostOf(new ClusterBuilder().Nodes(["a", "b"]).Guest(100, "a", memoryGiB: 8, usedGiB: 3)));

    [Fact]
    public void A_running_vm_of_unknown_use_costs_its_configured_memory() => Assert.Equal(
        1 + 8, CostOf(new ClusterBuilder().Nodes(["a", "b"]).Guest(100, "a", memoryGiB: 8, with: guest => guest with { MemoryUsedBytes = null })));

    [Fact]
    public void A_running_container_costs_the_overhead_and_its_restart() =>
        Assert.Equal(1 + 4, CostOf(new ClusterBuilder().Nodes(["a", "b"]).Container(100, "a", memoryGiB: 30)));

    [Fact]
    public void Local_disks_are_copied_and_shared_ones_are_not() => Assert.Equal(1 + 4 + 20, CostOf(new ClusterBuilder()
        .Nodes(["a", "b"])
        .LocalStorage("local", ("a", 100), ("b", 100))
        .SharedStorage("ceph")
        .Guest(100, "a")
        .Disk("local", 20)
        .Disk("ceph", 500)));

    private static double CostOf(ClusterBuilder cluster) =>
        Assert.Single(Planned.For(cluster, request: Planned.Drain("a")).Plan.Migrations).CostBytes / (double)ClusterBuilder.GiB;
}
