using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.Core.Tests.Properties;
using ProxLB.Reference;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>A run that is cut short returns the best plan so far, which is as legal as any, and says what ended it.</summary>
public class StoppedRunTests
{
    private static readonly ClusterSnapshot Cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = 12, Guests = 240, Skew = 1 });

    [Fact]
    public void Time_budget_that_is_used_up_ends_the_search()
    {
        var options = new BalancerOptions { Goal = { TimeBudget = TimeSpan.FromMilliseconds(1) } };

        var plan = new Balancer(options, time: new RacingTime()).Plan(Cluster);

        Assert.Equal(StopReason.Time, plan.StoppedBy);
        Assert.False(plan.Optimal);
        PlanAssert.IsSound(new ReferenceModel(Cluster, options, new PlanRequest()), plan);
    }

    [Fact]
    public void Time_that_stands_still_ends_nothing()
    {
        var plan = new Balancer(time: new ManualTimeProvider()).Plan(Cluster);

        Assert.Null(plan.StoppedBy);
        Assert.Equal((ClusterBuilder.Epoch, 0), (plan.CreatedAt, plan.ElapsedMilliseconds));
    }

    [Fact]
    public void A_frontier_has_one_time_budget_for_all_of_its_points()
    {
        var options = new BalancerOptions { Goal = { TimeBudget = TimeSpan.FromMilliseconds(20) } };
        var time = new RacingTime();

        var plan = new Balancer(options, time: time).Plan(Cluster, new PlanRequest { Frontier = true });

        Assert.Equal(StopReason.Time, plan.StoppedBy);
        Assert.InRange(time.Looks, 40, 60);
    }

    [Fact]
    public void A_time_budget_without_end_ends_nothing()
    {
        var endless = new Balancer(new BalancerOptions { Goal = { TimeBudget = TimeSpan.MaxValue } }).Plan(Cluster);

        Assert.Null(endless.StoppedBy);
        Assert.NotEmpty(endless.Migrations);
    }

    [Fact]
    public void Why_no_node_takes_a_guest_is_said_for_a_few_nodes_however_many_there_are()
    {
        var cluster = new ClusterBuilder().Nodes(Enumerable.Range(1, 50).Select(n => $"n{n:00}"), memoryGiB: 8)
            .Guest(1, "n01", memoryGiB: 100).Build();

        var item = new Balancer().Plan(cluster, new PlanRequest { Drain = ["n01"] }).Unsatisfied.First(item => item.Guests.Contains(1));

        Assert.Equal(4, item.Reason.Split(": ").Length - 1);
        Assert.EndsWith("; and 45 more.", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_on_the_way_ends_the_search()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new BalancerOptions();

        var plan = new Balancer(options, [new CancellingStrategy(cancellation)]).Plan(Cluster, cancellationToken: cancellation.Token);

        Assert.Equal(StopReason.Cancelled, plan.StoppedBy);
        Assert.False(plan.Optimal);
        PlanAssert.IsSound(new ReferenceModel(Cluster, options, new PlanRequest()), plan);
    }

    [Fact]
    public void Most_migrations_end_the_plan()
    {
        var plan = new Balancer().Plan(Cluster, new PlanRequest { MaxMigrations = 3 });

        Assert.Equal((3, StopReason.Limit), (plan.Migrations.Count, plan.StoppedBy));
        Assert.True(plan.After.Distance < plan.Before.Distance || plan.Migrations.All(m => m.Cause != MigrationCause.Balance));
    }

    /// <summary>Each look at this clock takes a millisecond.</summary>
    private sealed class RacingTime : TimeProvider
    {
        public long Looks => _looks;

        private long _looks;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => ++_looks;
    }

    private sealed class CancellingStrategy(CancellationTokenSource cancellation) : IBalancingStrategy
    {
        public string Name => "cancelling";

        public LoadModel Measure(ClusterSnapshot cluster)
        {
            cancellation.Cancel();
            return LoadModel.Of(LoadDimension.Measure(cluster, "none", "unit", _ => 0, _ => 0));
        }
    }
}
