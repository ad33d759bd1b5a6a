using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Journaling.Entries;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution.Damping;

public sealed class GuestDampingTests
{
    private readonly JournalKnowledge _knowledge = new();
    private readonly DampingOptions _options = new();

    [Fact]
    public void P08_a_moved_guest_cools_down_and_each_return_doubles_it()
    {
        _knowledge.Move(1, "a", "b", minute: 0);
        Assert.Equal(At(60), Until(1));
        _knowledge.Move(1, "b", "a", minute: 100);
        Assert.Equal(At(100 + 120), Until(1));
        _knowledge.Move(1, "a", "b", minute: 300);
        Assert.Equal(At(300 + 240), Until(1));
    }

    [Fact]
    public void P08_a_move_onwards_and_a_return_after_a_week_are_no_returns()
    {
        _knowledge.Move(1, "a", "b", minute: 0);
        _knowledge.Move(1, "b", "c", minute: 100);
        Assert.Equal(At(160), Until(1));
        const int EightDays = 8 * 24 * 60;
        _knowledge.Move(2, "a", "b", minute: 0);
        _knowledge.Move(2, "b", "a", minute: EightDays);
        Assert.Equal(At(EightDays + 60), Until(2));
    }

    [Fact]
    public void P08_the_cooldown_has_an_end()
    {
        for (var move = 0; move < 40; move++)
        {
            _knowledge.Move(1, move % 2 == 0 ? "a" : "b", move % 2 == 0 ? "b" : "a", minute: move);
        }

        Assert.Equal(At(39) + _options.MaximumCooldown, Until(1));
    }

    [Fact]
    public void P09_a_failure_has_its_own_back_off_and_a_success_ends_it()
    {
        _knowledge.Move(1, "a", "b", minute: 0, MigrationStates.Failed);
        Assert.Equal(At(10), Until(1));
        _knowledge.Move(1, "a", "b", minute: 20, MigrationStates.Refused);
        Assert.Equal(At(40), Until(1));
        _knowledge.Move(1, "a", "b", minute: 50);
        Assert.Equal(At(110), Until(1));
        Assert.Equal(0, _knowledge.Guest(1).Failures);
    }

    [Theory]
    [InlineData(MigrationStates.Cancelled)]
    [InlineData(MigrationStates.NotStarted)]
    [InlineData(MigrationStates.Dropped)]
    public void P09_what_did_not_happen_cools_nothing(string state)
    {
        _knowledge.Move(1, "a", "b", minute: 0, state);

        Assert.Null(Until(1));
        Assert.Null(_knowledge.LastMoveAt);
    }

    [Fact]
    public void P09_a_dry_run_starts_no_cooldown()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a").Build()) { Options = { DryRun = true } };

        simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.True(simulation.Executor.Knowledge.Guest(1).IsEmpty);
    }

    [Fact]
    public void P09_a_unit_that_was_taken_back_counts_as_a_failure_and_not_as_two_moves()
    {
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a").Guest(2, "b").Build());
        simulation.Cluster.RefuseNext(2, "no");

        simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1)));

        Assert.Empty(simulation.Executor.Knowledge.Guest(1).Moves);
        Assert.Equal(1, simulation.Executor.Knowledge.Guest(1).Failures);
    }

    [Fact]
    public void P10_every_path_sees_the_cooldown_in_the_facts_and_facts_are_not_weakened()
    {
        _knowledge.Move(1, "a", "b", minute: 0);
        _knowledge.Move(2, "a", "b", minute: 0);
        _knowledge.Move(3, "a", "b", minute: 0, MigrationStates.MovedBack);
        var snapshot = new ClusterBuilder().Nodes(["a", "b"])
            .Guest(1, "b")
            .Guest(2, "b", with: guest => guest with { CooldownUntil = At(500) })
            .Guest(3, "a", with: guest => guest with { BarredNodes = ["c"] })
            .Guest(4, "a", with: guest => guest with { LastMovedAt = At(5) })
            .Guest(5, "a").Build();

        var damped = GuestDamping.Apply(snapshot, _knowledge, _options, At(9)).Guests;

        Assert.Equal([At(60), At(500), At(10), At(65), null], damped.Select(guest => guest.CooldownUntil));
        Assert.Equal(["c", "b"], damped[2].BarredNodes);
        Assert.Same(snapshot.Guests[4], damped[4]);
    }

    [Fact]
    public void A_cooldown_that_is_over_leaves_the_facts_alone_and_a_bar_ends_after_a_week()
    {
        _knowledge.Move(1, "a", "b", minute: 0);
        _knowledge.Move(2, "a", "b", minute: 0, MigrationStates.MovedBack);
        var snapshot = new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "b").Guest(2, "a").Build();

        var damped = GuestDamping.Apply(snapshot, _knowledge, _options, At(7 * 24 * 60)).Guests;

        Assert.Same(snapshot.Guests[0], damped[0]);
        Assert.Empty(damped[1].BarredNodes);
    }

    [Fact]
    public void Figures_settle_for_a_while_after_the_last_move()
    {
        Assert.Null(GuestDamping.SettledAt(_knowledge, _options));
        _knowledge.Move(1, "a", "b", minute: 7);
        Assert.Equal(At(12), GuestDamping.SettledAt(_knowledge, _options));
    }

    private DateTimeOffset? Until(int guest) => GuestDamping.CooldownUntil(_knowledge.Guest(guest), lastMovedAt: null, _options);
}
