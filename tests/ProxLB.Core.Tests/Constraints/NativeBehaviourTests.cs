using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Who moves HA guests while Proxmox rebalances them itself.</summary>
public class NativeBehaviourTests
{
    private static ClusterBuilder Uneven(double threshold = 30) => new ClusterBuilder().Nodes(["pve1", "pve2"])
        .HaGuest(101, "pve1", 16).HaGuest(102, "pve1", 16).Guest(201, "pve1", 8).Guest(202, "pve1", 8)
        .Ha(ha => ha with { NativeAutoRebalance = true, NativeMode = NativeSchedulerMode.Dynamic, ManagerActive = true, NativeThresholdPercent = threshold });

    [Fact]
    public void H09_running_HA_guests_are_left_to_native_rebalancing_and_the_plan_says_so()
    {
        var plan = Planned.Plan(Uneven(), BalancingGoal.Best);
        Assert.Equal([201, 202], plan.Migrations.Select(m => m.Guest).Order());
        Assert.Contains(plan.Warnings, w => w.Contains("2 running HA guests are left to it", StringComparison.Ordinal));
        Assert.Contains("left to the HA manager", plan.ReasonOf(101), StringComparison.Ordinal);
    }

    [Fact]
    public void H09_a_guest_exempt_from_native_rebalancing_is_planned()
    {
        var cluster = Uneven().HaGuest(103, "pve1", 20, with: g => g with { HaAutoRebalance = false }).Build();
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.Contains(103, plan.Migrations.Select(m => m.Guest));
        Assert.DoesNotContain(101, plan.Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void H09_under_ha_ownership_proxlb_they_are_planned_like_others_with_a_warning()
    {
        var plan = Planned.Plan(Uneven(), BalancingGoal.Best, o => o.Rules.HaOwnership = HaOwnership.ProxLB);
        Assert.Contains(plan.Migrations, m => m.Guest is 101 or 102);
        Assert.Contains(plan.Warnings, w => w.Contains("ha_ownership is proxlb", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HaOwnership.Native, 4)]
    [InlineData(HaOwnership.Refuse, 2)]
    public void H09_a_drain_moves_them_unless_that_is_refused(HaOwnership ownership, int moves)
    {
        var plan = Planned.Plan(Uneven(), configure: o => o.Rules.HaOwnership = ownership, drain: "pve1");
        Assert.Equal(moves, plan.Migrations.Count);
        Assert.Equal(ownership == HaOwnership.Refuse, plan.Unsatisfied.Any(u => u.Required));
        Assert.Equal(ownership == HaOwnership.Refuse ? PlanStatus.Partial : PlanStatus.Improved, plan.Status);
    }

    [Fact]
    public void H09_a_broken_required_rule_moves_them_too()
    {
        var cluster = Uneven().AntiAffinity("apart", 101, 102);
        var plan = Planned.Plan(cluster, BalancingGoal.Target);
        Assert.Contains(plan.Migrations, m => m.Guest is 101 or 102);
        Assert.Empty(plan.Unsatisfied);
    }

    private static ClusterBuilder Overloaded() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
        .HaGuest(101, "pve1", 30).HaGuest(102, "pve1", 20).HaGuest(103, "pve1", 12).HaGuest(104, "pve1", 4)
        .Ha(ha => ha with { NativeAutoRebalance = true, NativeMode = NativeSchedulerMode.Dynamic, ManagerActive = true });

    [Theory]
    [InlineData(BalancingGoal.Target)]
    [InlineData(BalancingGoal.Best)]
    public void H09_a_node_over_its_limit_is_relieved_of_the_smallest_HA_guest_that_suffices(BalancingGoal goal)
    {
        var plan = Planned.Plan(Overloaded(), goal);
        var migration = Assert.Single(plan.Migrations);
        Assert.Equal(103, migration.Guest);
        Assert.Equal(MigrationCause.Capacity, migration.Cause);
        Assert.DoesNotContain(plan.Unsatisfied, u => u.Required);
    }

    [Fact]
    public void H09_HA_guests_stay_as_long_as_others_relieve_the_node()
    {
        var plan = Planned.Plan(Overloaded().Guest(201, "pve1", 12), BalancingGoal.Target, o => o.Capacity.MemoryHeadroomPercent = 0);
        Assert.Contains(201, plan.Migrations.Select(m => m.Guest));
        Assert.All(plan.Migrations, m => Assert.Contains(m.Guest, new[] { 201, 104 }));
        Assert.DoesNotContain(plan.Unsatisfied, u => u.Required);
    }

    [Fact]
    public void The_native_imbalance_is_reported_before_and_after()
    {
        var plan = Planned.Plan(Uneven(), BalancingGoal.Best);
        Assert.Equal(100, plan.Before.NativeImbalancePercent!.Value, 6);
        Assert.InRange(plan.After.NativeImbalancePercent!.Value, 0, 50);
    }

    [Fact]
    public void Other_guests_are_balanced_without_pushing_it_over_the_threshold()
    {
        // Memory alone would be balanced by moving 201; the CPU that goes with it would make native rebalancing act.
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"])
            .Guest(201, "pve1", 16, 16, cpuUsed: 8)
            .Guest(202, "pve1", 16, 1, cpuUsed: 0)
            .Guest(203, "pve2", 4, 16, cpuUsed: 8)
            .Ha(ha => ha with { NativeAutoRebalance = true, NativeMode = NativeSchedulerMode.Dynamic, ManagerActive = true, NativeThresholdPercent = 30 });
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.Equal(["202:pve1>pve2"], plan.Moves());
        Assert.True(plan.After.NativeImbalancePercent <= 30);
    }
}
