using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Properties;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>What a user builds on <see cref="GroupConstraint"/>.</summary>
public class GroupConstraintTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_keeps_the_contract(bool required) => ConstraintTester.Verify(new AtMostTwoNodes(required), Scattered().Build());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_scattered_group_is_gathered(bool required)
    {
        var cluster = Scattered().Build();
        var plan = Plan(cluster, required);

        Assert.Equal(PlanStatus.Improved, plan.Status);
        Assert.Equal(2, PlanApplier.Apply(cluster, plan).Guests.Where(guest => guest.Tags.Contains("db")).Select(guest => guest.Node).Distinct().Count());
    }

    [Fact]
    public void One_that_must_hold_and_cannot_is_named_and_one_that_should_is_not()
    {
        var held = Scattered().Ignore("held", 100, 101, 102).Build();

        Assert.Equal(PlanStatus.Infeasible, Plan(held, required: true).Status);
        Assert.Equal(PlanStatus.Balanced, Plan(held, required: false).Status);
    }

    private static MigrationPlan Plan(ClusterSnapshot cluster, bool required) => new Balancer(
        new BalancerOptions { Goal = { TimeBudget = Scenario.EnoughTime } }, [], [new AtMostTwoNodes(required)]).Plan(cluster);

    /// <summary>Three guests of one group, each on a node of its own.</summary>
    private static ClusterBuilder Scattered() => new ClusterBuilder().Nodes(["a", "b", "c"])
        .Guest(100, "a", memoryGiB: 1, tags: "db").Guest(101, "b", memoryGiB: 1, tags: "db").Guest(102, "c", memoryGiB: 1, tags: "db");

    private sealed class AtMostTwoNodes(bool required) : GroupConstraint
    {
        private const int Allowed = 2;

        public override string Name => "at-most-two-nodes";

        protected override bool Required => required;

        protected override string? KeyOf(Guest guest) => guest.Tags is [var tag, ..] ? tag : null;

        protected override long CountViolations(GroupCounts counts) => counts.Counts.ToArray().OrderDescending().Skip(Allowed).Sum();
    }
}
