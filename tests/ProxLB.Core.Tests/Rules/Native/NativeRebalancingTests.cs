using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Native;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Native;

public class NativeRebalancingTests
{
    private static readonly HaFacts Active = new() { NativeAutoRebalance = true, NativeMode = NativeSchedulerMode.Dynamic, ManagerActive = true };

    public static TheoryData<string, bool> Clusters => new()
    {
        { "active", true },
        { "static", true },
        { "manager unknown", true },
        { "off", false },
        { "basic", false },
        { "no manager", false },
        { "disarmed", false },
        { "disarming", false },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public void H09_native_rebalancing_is_detected(string cluster, bool active) => Assert.Equal(active, NativeRebalancing.IsActive(cluster switch
    {
        "static" => Active with { NativeMode = NativeSchedulerMode.Static },
        "manager unknown" => Active with { ManagerActive = null },
        "off" => Active with { NativeAutoRebalance = false },
        "basic" => Active with { NativeMode = NativeSchedulerMode.Basic },
        "no manager" => Active with { ManagerActive = false },
        "disarmed" => Active with { Armed = HaArmedState.Disarmed },
        "disarming" => Active with { Armed = HaArmedState.Disarming },
        _ => Active,
    }));

    [Theory]
    [InlineData(HaOwnership.Native, "RequiredOnly")]
    [InlineData(HaOwnership.ProxLB, "Planned")]
    [InlineData(HaOwnership.Refuse, "Refused")]
    public void H09_running_HA_guests_follow_the_setting_and_all_others_are_planned(HaOwnership ownership, string policy)
    {
        Guest[] guests =
        [
            HaGuest(101), HaGuest(102) with { HaAutoRebalance = false }, HaGuest(103) with { Running = false }, Guest(104), HaGuest(105) with { HaState = "ignored" },
        ];
        var model = Facts.Ha(Snapshot(guests) with { Ha = Active });
        Assert.Equal(
            [policy, "Planned", "Planned", "Planned", "Planned"],
            Enumerable.Range(0, 5).Select(guest => NativeRebalancing.PolicyOf(model, guest, ownership).ToString()));
        var off = Facts.Ha(Snapshot(guests));
        Assert.Equal(NativeGuestPolicy.Planned, NativeRebalancing.PolicyOf(off, 0, ownership));
    }

    [Fact]
    public void The_imbalance_is_in_percent_and_unknown_where_nodes_are()
    {
        var nodes = Nodes("pve1", "pve2");
        var guest = Guest(101) with { CpuCores = 8, MemoryBytes = 1L << 35 };
        var index = new SnapshotIndex(Snapshot(nodes, guest, guest with { Id = 102 }) with { Ha = Active with { NativeMode = NativeSchedulerMode.Static } });
        Assert.Equal(100, NativeRebalancing.ImbalancePercent(index, [0, 0])!.Value, 10);
        Assert.Equal(0, NativeRebalancing.ImbalancePercent(index, [0, 1])!.Value, 10);
        var one = new SnapshotIndex(Snapshot([nodes[0], nodes[1] with { MemoryBytes = null }], guest));
        Assert.Null(NativeRebalancing.ImbalancePercent(one, [0]));
    }
}
