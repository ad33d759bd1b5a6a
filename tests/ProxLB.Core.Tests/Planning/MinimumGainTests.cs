using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>Guests do not move for next to nothing.</summary>
public class MinimumGainTests
{
    // A spread of 10.05 points; the small guest is worth 0.06 of them.
    private static ClusterBuilder Cluster(bool largeGuestsStay) => new ClusterBuilder()
        .Nodes(["a", "b"])
        .Guest(100, "a", memoryGiB: 26.4128, tags: largeGuestsStay ? "plb_ignore" : "")
        .Guest(101, "a", memoryGiB: 0.0192)
        .Guest(200, "b", memoryGiB: 20, tags: largeGuestsStay ? "plb_ignore" : "");

    [Fact]
    public void A_plan_that_reaches_the_goal_needs_no_minimum_gain()
    {
        var plan = Planned.For(Cluster(largeGuestsStay: false), Planned.Options(balanciness: 10)).Plan;

        Assert.Equal(PlanStatus.Improved, plan.Status);
        Assert.Equal(101, Assert.Single(plan.Migrations).Guest);
    }

    [Fact]
    public void A_plan_that_does_not_reach_it_does()
    {
        var plan = Planned.For(Cluster(largeGuestsStay: true), Planned.Options(balanciness: 5)).Plan;

        Assert.Equal((PlanStatus.NoBeneficialMigration, 0), (plan.Status, plan.Migrations.Count));
    }

    [Fact]
    public void With_a_smaller_minimum_it_goes()
    {
        var plan = Planned.For(Cluster(largeGuestsStay: true), Planned.Options(balanciness: 5, with: options => options.Goal.MinimumGain = 0.05)).Plan;

        Assert.Equal((PlanStatus.Partial, 1), (plan.Status, plan.Migrations.Count));
    }

    [Fact]
    public void Beside_a_repair_the_balance_goes_on_if_that_is_worth_it()
    {
        var cluster = new ClusterBuilder()
            .Nodes(["a", "b", "c"])
            .Guests(101, 2, "a", memoryGiB: 1)
            .Guests(110, 8, "a", memoryGiB: 5)
            .AntiAffinity("apart", 101, 102);

        Assert.InRange(Planned.For(cluster, Planned.Options(balanciness: 0)).Plan.After.Spread["memory"], 0, 10);
    }
}
