using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class LimitTests
{
    private static readonly string[] Nodes = ["a", "b", "c", "d"];

    [Fact]
    public void E01_never_more_in_flight_than_allowed_with_ha_guests_among_them()
    {
        var builder = new ClusterBuilder().Nodes(Nodes);
        for (var id = 1; id <= 10; id++)
        {
            builder = id % 2 == 0 ? builder.HaGuest(id, "a") : builder.Guest(id, "a");
        }

        var simulation = new ExecutionSimulation(builder.Build()) { Options = { MaxParallel = 2, MaxOut = 5, MaxIn = 5 } };
        var steps = Enumerable.Range(1, 10).Select(id => Step(id, id, "a", "bcd"[id % 3].ToString(), ha: id % 2 == 0)).ToArray();

        var report = simulation.Run(Of(steps));

        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.Equal(10, report.Moved);
        Assert.Equal(2, simulation.Cluster.MostAtOnce);
        Assert.True(simulation.Events.Max(happened => happened.InFlight) <= 2, "An HA guest keeps its place until it is verified.");
    }

    [Fact]
    public void Limits_of_a_node_hold_in_each_direction()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(Nodes).Guests(1, 6, "a").Guests(11, 6, "b").Build())
        {
            Options = { MaxParallel = 100, MaxOut = 2, MaxIn = 3 },
        };
        var steps = Enumerable.Range(0, 6).SelectMany(i => new[] { Step((2 * i) + 1, 1 + i, "a", "d"), Step((2 * i) + 2, 11 + i, "b", "d") }).ToArray();

        var report = simulation.Run(Of(steps));

        Assert.Equal(12, report.Moved);
        Assert.Equal(3, simulation.Cluster.MostAtOnce);
        foreach (var node in new[] { "a", "b" })
        {
            var started = simulation.Cluster.Started.Where(migration => migration.Ticket.Request.From == node).ToList();
            Assert.All(started, one => Assert.True(started.Count(other => Overlap(one, other)) <= 2));
        }
    }

    [Fact]
    public void E02_a_slow_migration_does_not_hold_free_places()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(Nodes).Guests(1, 6, "a").Build()) { Options = { MaxParallel = 2, MaxOut = 2, MaxIn = 6 } };
        simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 1 ? 1000 : 10);
        var steps = Enumerable.Range(1, 6).Select(id => Step(id, id, "a", "b")).ToArray();

        var report = simulation.Run(Of(steps));

        var slow = simulation.Cluster.Started.Single(migration => migration.Guest == 1);
        Assert.Equal(6, report.Moved);
        Assert.All(simulation.Cluster.Started.Where(migration => migration.Guest != 1), other => Assert.True(other.EndsAt < slow.EndsAt));
    }

    [Fact]
    public void K06_migrations_that_others_started_count_in_every_limit()
    {
        var cluster = new ClusterBuilder().Nodes(Nodes).Guests(1, 2, "a")
            .Guest(50, "c", with: guest => guest with { MigratingTo = "b", Lock = "migrate" }).Build();
        var simulation = new ExecutionSimulation(cluster) { Options = { MaxParallel = 10, MaxIn = 1, MaxOut = 10 } };

        var run = simulation.Begin(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "d")));
        simulation.Pump(TimeSpan.FromSeconds(100));

        Assert.Equal([2], simulation.Cluster.Started.Select(migration => migration.Guest));
        simulation.Cluster.Change(facts => facts with
        {
            Guests = [.. facts.Guests.Select(guest => guest.Id == 50 ? guest with { Node = "b", MigratingTo = null, Lock = null } : guest)],
        });
        Assert.Equal(2, simulation.Finish(run).Moved);
    }

    [Fact]
    public void A_lock_that_a_dead_node_has_left_does_not_hold_the_run_for_ever()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a").Guest(2, "a", with: guest => guest with { Lock = "migrate" }).Build())
        {
            Options = { MaxParallel = 1 },
        };

        var report = simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(MigrationStates.Dropped, report.Steps.Single().State);
        Assert.StartsWith("Migrations that this run does not follow", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.InRange(report.EndedAt - report.StartedAt, simulation.Options.LockedTimeout, simulation.Options.LockedTimeout + simulation.Options.RefreshInterval * 2);
    }

    [Fact]
    public void A_step_starts_when_the_steps_it_waits_for_have_ended_and_not_before()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(Nodes).Guests(1, 3, "a").Build());

        var report = simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "c", after: 1), Step(3, 3, "a", "d")));

        var started = simulation.Cluster.Started.ToDictionary(migration => migration.Guest);
        Assert.Equal(3, report.Moved);
        Assert.True(started[2].Ticket.StartedAt >= started[1].EndsAt);
        Assert.Equal(started[1].Ticket.StartedAt, started[3].Ticket.StartedAt);
    }

    [Fact]
    public async Task Plans_whose_steps_do_not_fit_together_are_refused_with_every_defect()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(Nodes).Guests(1, 3, "a").Build());

        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => simulation.Begin(Of(Step(1, 1, "a", "b", after: 7), Step(1, 2, "a", "b"))));
        var circle = await Assert.ThrowsAsync<ArgumentException>(() => simulation.Begin(Of(Step(1, 1, "a", "b", after: 2), Step(2, 2, "a", "b", after: 1))));

        Assert.Contains("waits for step 7", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("occurs twice", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("for itself", circle.Message, StringComparison.Ordinal);
        Assert.Empty(simulation.Cluster.Started);
    }

    [Fact]
    public void Memory_on_its_way_to_a_node_counts_in_the_next_check()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(Nodes).Guests(1, 2, "a", memoryGiB: 8).Build()) { Options = { MaxParallel = 2 } };
        var provider = new ScriptedProvider(simulation.Cluster);
        simulation.Provider = provider;

        simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        Assert.Equal(8 * ClusterBuilder.GiB, provider.Checks[0].RequiredMemoryBytes);
        Assert.Equal(16 * ClusterBuilder.GiB, provider.Checks[1].RequiredMemoryBytes);
    }

    private static bool Overlap(InMemoryMigration one, InMemoryMigration other) =>
        one.Ticket.StartedAt >= other.Ticket.StartedAt && one.Ticket.StartedAt < other.EndsAt;
}
