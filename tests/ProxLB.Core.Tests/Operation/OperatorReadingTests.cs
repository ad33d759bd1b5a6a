using ProxLB.Core.Execution;

namespace ProxLB.Core.Tests.Operation;

public class OperatorReadingTests
{
    [Fact]
    public async Task A_cluster_that_cannot_be_read_is_said_until_it_can_and_the_facts_stay()
    {
        using var site = new OperatorSite();
        var facts = await site.Operator.CaptureAsync();
        site.Cluster.Unreachable = true;

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => site.Operator.CaptureAsync());
        var during = site.Operator.State;
        site.Cluster.Unreachable = false;
        await site.Operator.CaptureAsync();

        Assert.NotNull(during.UnreadableBecause);
        Assert.Same(facts, during.Facts);
        Assert.Null(site.Operator.State.UnreadableBecause);
    }

    [Fact]
    public async Task A_plan_is_found_by_its_id_as_long_as_it_is_kept()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();

        Assert.Same(plan, site.Operator.FindPlan(plan.Id));
        Assert.Null(site.Operator.FindPlan("another"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(site.Operator.FindPlan(plan.Id));
    }
}
