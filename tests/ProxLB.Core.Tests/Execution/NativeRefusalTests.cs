using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution;

/// <summary>A plan that balances HA guests is not carried out against active native rebalancing.</summary>
public sealed class NativeRefusalTests
{
    private static readonly HaFacts Active = new()
    {
        ManagerActive = true,
        NativeAutoRebalance = true,
        NativeMode = NativeSchedulerMode.Dynamic,
        NativeThresholdPercent = 30,
    };

    private static ClusterSnapshot Cluster(HaFacts ha, bool exempt = false) =>
        new ClusterBuilder().Nodes(["a", "b", "c"])
            .Guest(1, "a", 8, with: guest => guest with { HaState = "started", HaStatus = "started", HaAutoRebalance = !exempt })
            .Guest(2, "a", 8)
            .Build() with
        { Ha = ha };

    private static MigrationPlan Plan(double? imbalance, MigrationCause cause = MigrationCause.Balance) =>
        After(imbalance, Plans.Step(1, 1, "a", "b", ha: true) with { Cause = cause }, Plans.Step(2, 2, "a", "c"));

    private static MigrationPlan After(double? imbalance, params PlannedMigration[] migrations)
    {
        var plan = Plans.Of(migrations);
        return plan with { After = plan.After with { NativeImbalancePercent = imbalance } };
    }

    private static (ExecutionReport Report, int Requests) Run(ClusterSnapshot cluster, MigrationPlan plan)
    {
        var simulation = new ExecutionSimulation(cluster);
        var report = simulation.Run(plan);
        return (report, simulation.Cluster.Started.Count);
    }

    [Theory]
    [InlineData(31.0)]
    [InlineData(30.0)]
    [InlineData(null)]
    public void H09_nothing_is_started_while_the_imbalance_after_the_plan_is_not_below_the_threshold(double? imbalance)
    {
        var (report, requests) = Run(Cluster(Active), Plan(imbalance));
        Assert.Equal((ExecutionEnd.Refused, ExecutionVerdict.SomeFailed, 0, 2), (report.End, report.Verdict, requests, report.Dropped));
        Assert.Contains("moves guest 1 for balance. Switch ha-auto-rebalance off, or set ha_ownership to native.", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void H09_below_the_threshold_it_is_carried_out()
    {
        var (report, requests) = Run(Cluster(Active), Plan(29.9));
        Assert.Equal((ExecutionEnd.Completed, 2), (report.End, requests));
    }

    [Fact]
    public void Without_native_rebalancing_it_is_carried_out()
    {
        Assert.Equal(2, Run(Cluster(Active with { NativeAutoRebalance = false }), Plan(50)).Requests);
        Assert.Equal(2, Run(Cluster(Active with { NativeMode = NativeSchedulerMode.Basic }), Plan(50)).Requests);
    }

    [Theory]
    [InlineData(MigrationCause.Rule)]
    [InlineData(MigrationCause.Drain)]
    [InlineData(MigrationCause.Capacity)]
    public void What_rules_drains_and_limits_ask_for_is_carried_out(MigrationCause cause) => Assert.Equal(2, Run(Cluster(Active), Plan(50, cause)).Requests);

    [Fact]
    public void Guests_that_native_rebalancing_leaves_alone_are_moved()
    {
        Assert.Equal(2, Run(Cluster(Active, exempt: true), Plan(50)).Requests);
        Assert.Equal(1, Run(Cluster(Active), After(50, Plans.Step(1, 2, "a", "c"))).Requests);
    }

    [Fact]
    public void A_plan_with_ha_ownership_proxlb_is_refused_and_one_with_native_is_not()
    {
        var builder = new ClusterBuilder().Nodes(["a", "b", "c"], 64);
        for (var id = 1; id <= 5; id++)
        {
            builder.Guest(id, "a", 6, with: guest => guest with { HaState = "started", HaStatus = "started" });
        }

        var cluster = builder.Guest(11, "a", 6).Guest(12, "a", 6).Build() with { Ha = Active with { NativeThresholdPercent = 1 } };
        Assert.Equal(ExecutionEnd.Refused, Run(cluster, Planned(cluster, HaOwnership.ProxLB)).Report.End);

        var (report, requests) = Run(cluster, Planned(cluster, HaOwnership.Native));
        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.InRange(requests, 1, 2);
    }

    private static MigrationPlan Planned(ClusterSnapshot cluster, HaOwnership ownership)
    {
        var options = new BalancerOptions();
        options.Rules.HaOwnership = ownership;
        options.Goal.Balanciness = 3;
        return new Balancer(options).Plan(cluster);
    }
}
