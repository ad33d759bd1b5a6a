using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class FailureClassTests
{
    private static ExecutionSimulation Simulation() =>
        new(new ClusterBuilder().Nodes(["a", "b", "c", "d"]).Guests(1, 12, "a").Build());

    [Fact]
    public void E05_a_locked_guest_waits_without_a_place_and_is_moved_once_it_is_free()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"])
            .Guest(1, "a", with: guest => guest with { Lock = "backup" }).Guest(2, "a").Build())
        { Options = { MaxParallel = 1 } };

        var run = simulation.Begin(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));
        simulation.Pump(TimeSpan.FromMinutes(3));
        Assert.Equal([2], simulation.Cluster.Started.Select(migration => migration.Guest));
        simulation.Cluster.Change(facts => facts with { Guests = [.. facts.Guests.Select(guest => guest with { Lock = null })] });
        var report = simulation.Finish(run);

        Assert.Equal(2, report.Moved);
        var waits = simulation.Events.Where(happened => happened.Kind == ExecutionEventKind.StepWaiting).Select(happened => happened.At).ToList();
        Assert.True(waits.Count is > 2 and < 8, "The waits grow.");
        Assert.True(waits[2] - waits[1] > waits[1] - waits[0]);
    }

    [Fact]
    public void E05_a_guest_that_stays_locked_is_left_to_the_next_run()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a", with: guest => guest with { Lock = "backup" }).Build());

        var report = simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(MigrationStates.Dropped, report.Steps.Single().State);
        Assert.Contains("locked (backup)", report.Steps.Single().Migration.Outcome!.Error, StringComparison.Ordinal);
        Assert.Equal(ExecutionVerdict.Done, report.Verdict);
    }

    [Fact]
    public void A_start_that_is_refused_for_the_moment_is_tried_again()
    {
        var simulation = Simulation();
        simulation.Cluster.RefuseNext(1, "can't lock file - got timeout", retryLater: true);

        Assert.Equal(1, simulation.Run(Of(Step(1, 1, "a", "b"))).Moved);
    }

    [Fact]
    public void E06_a_refused_guest_blocks_only_what_waits_for_it()
    {
        var simulation = Simulation();
        simulation.Cluster.RefuseNext(1, "can't migrate VM which uses local devices: hostpci0");

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "c", after: 1), Step(4, 4, "a", "d", after: 3)));

        var states = report.Steps.ToDictionary(step => step.Migration.Guest, step => step.State);
        Assert.Equal(MigrationStates.Refused, states[1]);
        Assert.Equal(MigrationStates.Moved, states[2]);
        Assert.Equal(MigrationStates.Dropped, states[3]);
        Assert.Equal(MigrationStates.Dropped, states[4]);
        Assert.Contains("hostpci0", report.Steps.Single(step => step.Migration.Guest == 1).Migration.Outcome!.Error, StringComparison.Ordinal);
        Assert.Equal(ExecutionVerdict.SomeFailed, report.Verdict);
    }

    [Fact]
    public void A_refused_guest_is_kept_out_of_the_new_plan_for_the_rest()
    {
        var simulation = Simulation();
        var balancer = new ScriptedBalancer((_, _) => Named("second", Step(1, 5, "a", "d")));
        simulation.Balancer = balancer;
        simulation.Cluster.RefuseNext(1, "no");

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        Assert.Equal([1], balancer.Asked[0].Request.Keep);
        Assert.Equal("d", simulation.Cluster.NodeOf(5));
        Assert.Equal(1, report.Replans);
    }

    [Fact]
    public void H08_a_guest_that_somebody_moved_is_dropped_and_the_rest_is_planned_anew()
    {
        var simulation = Simulation();
        var balancer = new ScriptedBalancer((_, _) => Named("second", Step(1, 3, "a", "d")));
        simulation.Balancer = balancer;
        simulation.Options.MaxParallel = 1;
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted && happened.Migration!.Guest == 1)
            {
                simulation.Cluster.Move(2, "c");
            }
        };

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "b")));

        Assert.Equal(MigrationStates.Dropped, report.Steps.Single(step => step.Migration.Guest == 2).State);
        Assert.Equal("d", simulation.Cluster.NodeOf(3));
        Assert.Equal([1, 3], simulation.Cluster.Started.Select(migration => migration.Guest));
    }

    [Fact]
    public void H08_without_a_balancer_what_no_longer_holds_is_dropped_and_the_rest_is_carried_out()
    {
        var simulation = Simulation();
        simulation.Cluster.Move(2, "c");
        simulation.Cluster.Change(facts => facts with { Guests = [.. facts.Guests.Where(guest => guest.Id != 4)] });

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "b"), Step(4, 4, "a", "b")));

        Assert.Equal(2, report.Moved);
        Assert.Equal(ExecutionEnd.Completed, report.End);
    }

    [Fact]
    public void A_guest_that_is_on_its_target_needs_no_request()
    {
        var simulation = Simulation();
        simulation.Cluster.Move(1, "b");

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b", after: 1)));

        Assert.Equal([MigrationStates.AlreadyThere, MigrationStates.Moved], report.Steps.Select(step => step.State));
        Assert.Equal([2], simulation.Cluster.Started.Select(migration => migration.Guest));
    }

    [Fact]
    public void D06_no_guest_is_moved_onto_a_node_that_is_being_emptied()
    {
        var simulation = Simulation();
        simulation.PlanRequest = new PlanRequest { Drain = ["b"] };

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "c")));

        Assert.Equal([2], simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.Equal(1, report.Dropped);
    }

    [Fact]
    public void D06_a_target_that_went_into_maintenance_meanwhile_gets_no_guest()
    {
        var simulation = Simulation();
        simulation.Options.MaxParallel = 1;
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted)
            {
                simulation.Cluster.Change(facts => facts with { Nodes = [.. facts.Nodes.Select(node => node.Name == "b" ? node with { Maintenance = true } : node)] });
            }
        };

        simulation.Run(Of(Step(1, 1, "a", "c"), Step(2, 2, "a", "b"), Step(3, 3, "a", "d")));

        Assert.Equal([1, 3], simulation.Cluster.Started.Select(migration => migration.Guest));
    }

    [Fact]
    public void D09_the_target_is_chosen_anew_when_the_move_begins_not_once_for_the_drain()
    {
        var simulation = Simulation();
        simulation.Options.MaxParallel = 1;
        simulation.PlanRequest = new PlanRequest { Drain = ["a"] };
        var balancer = new ScriptedBalancer((snapshot, request) => Named("second", Step(1, 2, "a", "d")));
        simulation.Balancer = balancer;
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted && happened.Migration!.Guest == 1)
            {
                // Somebody fills the node that the second guest was meant for.
                simulation.Cluster.Change(facts => facts with { Guests = [.. facts.Guests, facts.Guests[0] with { Id = 99, Node = "c", MemoryUsedBytes = 63 * ClusterBuilder.GiB }] });
            }
        };

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "c")));

        Assert.Equal("d", simulation.Cluster.NodeOf(2));
        Assert.Equal(["a"], balancer.Asked.Single().Request.Drain);
        Assert.Equal(2, report.Moved);
    }

    [Fact]
    public void Without_quorum_nothing_is_started_and_the_report_says_so()
    {
        var simulation = Simulation();
        simulation.Options.MaxParallel = 1;
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted)
            {
                simulation.Cluster.Change(facts => facts with { Quorate = false });
            }
        };

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "b")));

        Assert.Equal(ExecutionEnd.CircuitOpen, report.End);
        Assert.Equal("The cluster has no quorum.", report.Reason);
        Assert.Equal([1], simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.Equal(1, report.Moved);
        Assert.Equal(ExecutionVerdict.SomeFailed, report.Verdict);
        simulation.Cluster.Change(facts => facts with { Quorate = true });
        simulation.OnEvent = _ => { };
        Assert.Equal(1, simulation.Run(Of(Step(1, 2, "a", "b"))).Moved);
    }

    [Fact]
    public void Too_many_failures_open_the_circuit_for_a_while()
    {
        var simulation = Simulation();
        simulation.Options.MaxParallel = 1;
        for (var id = 1; id <= 12; id++)
        {
            simulation.Cluster.FailNext(id, "migration aborted");
        }

        var report = simulation.Run(Of([.. Enumerable.Range(1, 12).Select(id => Step(id, id, "a", "b"))]));

        Assert.Equal(ExecutionEnd.CircuitOpen, report.End);
        Assert.Equal(3, simulation.Cluster.Started.Count);
        Assert.Equal(9, report.Dropped);
        var again = simulation.Run(Of(Step(1, 5, "a", "b")));
        Assert.Equal(ExecutionEnd.CircuitOpen, again.End);
        Assert.Equal(3, simulation.Cluster.Started.Count);
        simulation.Clock.Pass(simulation.Options.Circuit.OpenFor);
        Assert.NotEqual(ExecutionEnd.CircuitOpen, simulation.Run(Of(Step(1, 12, "a", "b"))).End);
        Assert.Equal(4, simulation.Cluster.Started.Count);
    }

    [Fact]
    public void Ha_guests_are_not_moved_under_other_rules_than_those_of_the_plan()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).HaGuest(1, "a").Guest(2, "a").HaGuest(3, "a").Build()) { Options = { MaxParallel = 1 } };
        var provider = new ScriptedProvider(simulation.Cluster);
        simulation.Provider = provider;
        simulation.Cluster.RuleDigest = HaRuleDigest.Of(simulation.Cluster.Current.Ha);
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted && happened.Migration!.Guest == 1)
            {
                simulation.Cluster.RuleDigest = "others";
            }
        };

        var report = simulation.Run(Of(Step(1, 1, "a", "b", ha: true), Step(2, 2, "a", "b"), Step(3, 3, "a", "b", ha: true)));

        Assert.Equal([MigrationStates.Moved, MigrationStates.Moved, MigrationStates.Dropped], report.Steps.Select(step => step.State));
        Assert.Contains("rules", report.Steps[2].Migration.Outcome!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void New_plans_are_bounded()
    {
        var simulation = Simulation();
        var provider = new ScriptedProvider(simulation.Cluster) { OnCheck = (request, check) => request.Guest == 1 ? new MigrationCheck(MigrationCheckResult.Changed, "It changes all the time.") : check };
        simulation.Provider = provider;
        simulation.Options.MaxReplans = 4;
        var again = Enumerable.Repeat((Core.Cluster.ClusterSnapshot _, PlanRequest _) => Named("again", Step(1, 1, "a", "b")), 100).ToArray();
        simulation.Balancer = new ScriptedBalancer(again);

        var report = simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(4, report.Replans);
        Assert.Equal(ExecutionEnd.Completed, report.End);
    }

    [Fact]
    public void A_new_plan_is_told_what_is_in_flight_and_waits_for_nothing_slow()
    {
        var simulation = Simulation();
        simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 1 ? 2000 : 10);
        simulation.Cluster.Move(2, "c");
        var balancer = new ScriptedBalancer((_, _) => Named("second", Step(1, 3, "a", "d")));
        simulation.Balancer = balancer;

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        var (snapshot, request) = balancer.Asked[0];
        Assert.Equal("b", snapshot.Guests.Single(guest => guest.Id == 1).MigratingTo);
        Assert.Contains(1, request.Keep);
        Assert.True(simulation.Cluster.Started[1].EndsAt < simulation.Cluster.Started[0].EndsAt);
        Assert.Equal(2, report.Moved);
    }
}
