using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution;

/// <summary>The executor with the real planner.</summary>
public sealed class BalancedExecutionTests
{
    private static readonly IBalancer Balancer =
        new ServiceCollection().AddProxLB().Services.BuildServiceProvider().GetRequiredService<IBalancer>();

    private static ClusterBuilder Unbalanced() => new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 10, "a").Guests(11, 2, "b");

    [Fact]
    public void P01_after_a_plan_was_carried_out_nothing_is_left_to_do()
    {
        var simulation = new ExecutionSimulation(Unbalanced().Build()) { Balancer = Balancer };
        var plan = Balancer.Plan(simulation.Cluster.Current);

        var report = simulation.Run(plan);

        Assert.NotEmpty(plan.Migrations);
        Assert.Equal(plan.Migrations.Count, report.Moved);
        Assert.Empty(Balancer.Plan(simulation.Cluster.Current).Migrations);
    }

    [Fact]
    public void P08_a_moved_guest_is_not_proposed_for_a_way_back_within_its_cooldown()
    {
        var simulation = new ExecutionSimulation(Unbalanced().Build());
        simulation.Run(Balancer.Plan(simulation.Cluster.Current));
        var moved = simulation.Cluster.Started.Select(migration => migration.Guest).ToHashSet();
        // The load comes and the guests that went away would be welcome back.
        simulation.Cluster.Change(facts => facts with
        {
            Guests = [.. facts.Guests.Select(guest => guest.Node == "a" ? guest : guest with { MemoryUsedBytes = 12 * ClusterBuilder.GiB, MemoryBytes = 12 * ClusterBuilder.GiB })],
        });

        var free = Balancer.Plan(simulation.Cluster.Current).Migrations.Select(migration => migration.Guest).ToList();
        var damped = Balancer.Plan(Damped(simulation)).Migrations.Select(migration => migration.Guest).ToList();

        Assert.NotEmpty(free.Intersect(moved));
        Assert.Empty(damped.Intersect(moved));
        simulation.Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(free, Balancer.Plan(Damped(simulation)).Migrations.Select(migration => migration.Guest));
    }

    [Fact]
    public void P10_a_drain_does_not_wait_for_a_cooldown()
    {
        var simulation = new ExecutionSimulation(Unbalanced().Build());
        simulation.Run(Balancer.Plan(simulation.Cluster.Current));
        var moved = simulation.Cluster.Started.Select(migration => migration.Guest).ToHashSet();
        var node = simulation.Cluster.NodeOf(moved.First());

        var drain = Balancer.Plan(Damped(simulation), new PlanRequest { Drain = [node] });

        Assert.NotEmpty(drain.Migrations.Select(migration => migration.Guest).Intersect(moved));
    }

    [Fact]
    public void P10_a_barred_target_is_not_proposed_again()
    {
        var knowledge = new JournalKnowledge();
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Guests(1, 10, "a").Build();
        var wanted = Balancer.Plan(cluster).Migrations.Select(migration => migration.Guest).ToHashSet();
        foreach (var guest in wanted)
        {
            knowledge.Move(guest, "a", "b", minute: 0, MigrationStates.MovedBack);
        }

        var next = Balancer.Plan(GuestDamping.Apply(cluster, knowledge, new DampingOptions(), Entries.At(60)));

        Assert.Empty(next.Migrations.Select(migration => migration.Guest).Intersect(wanted));
    }

    [Fact]
    public void P10_a_bar_is_about_coming_and_sends_no_guest_away()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a", with: guest => guest with { BarredNodes = ["a"] }).Guest(2, "b").Build();

        var plan = Balancer.Plan(cluster);

        Assert.Equal(PlanStatus.Balanced, plan.Status);
        Assert.Empty(plan.Migrations);
    }

    [Fact]
    public void H08_a_changed_cluster_is_planned_anew_and_balanced_in_the_end()
    {
        var simulation = new ExecutionSimulation(Unbalanced().Build()) { Balancer = Balancer, Options = { MaxParallel = 1 } };
        var plan = Balancer.Plan(simulation.Cluster.Current);
        var last = plan.Migrations[^1];
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted)
            {
                simulation.OnEvent = _ => { };
                simulation.Cluster.Move(last.Guest, last.To == "b" ? "c" : "b");
            }
        };

        var report = simulation.Run(plan);

        Assert.True(report.Replans > 0);
        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.Empty(Balancer.Plan(simulation.Cluster.Current).Migrations);
    }

    [Fact]
    public void K06_a_new_plan_counts_what_is_in_flight_on_its_target()
    {
        // Two guests fit on b, not three; one is on its way there when the rest is planned anew.
        var cluster = new ClusterBuilder().Node("a", memoryGiB: 64).Node("b", memoryGiB: 20).Guests(1, 6, "a", memoryGiB: 8).Build();
        var busy = cluster with { Guests = [.. cluster.Guests.Select(guest => guest.Id <= 2 ? guest with { MigratingTo = "b" } : guest)] };

        Assert.Empty(Balancer.Plan(busy).Migrations);
    }

    private static ClusterSnapshot Damped(ExecutionSimulation simulation) => GuestDamping.Apply(
        simulation.Cluster.Current, simulation.Executor.Knowledge, simulation.Options.Damping, simulation.Clock.GetUtcNow());
}
