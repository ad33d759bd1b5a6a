using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using static ProxLB.Core.Tests.Execution.Journaling.Entries;

namespace ProxLB.Core.Tests.Execution.Journaling;

public sealed class DrainMemoryTests : IDisposable
{
    private const int Day = 24 * 60;
    private readonly TemporaryFolder _folder = new();
    private readonly JournalKnowledge _knowledge = new();
    private long _number;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_guests_that_the_drain_moved_off_are_its()
    {
        Apply(Move(1, "a", "b", cause: MigrationCause.Balance), Move(2, "a", "b"), Move(3, "a", "c"), Move(4, "b", "c", cause: MigrationCause.Capacity));

        Assert.Equal([2, 3], _knowledge.DrainedFrom("A"));
        Assert.Empty(_knowledge.DrainedFrom("b"));
        Assert.Empty(_knowledge.DrainedFrom("nowhere"));
    }

    [Fact]
    public void Who_has_come_back_is_not_brought_back_again()
    {
        Apply(Move(2, "a", "b"), Move(3, "a", "b"), Move(2, "b", "a", cause: MigrationCause.Return));

        Assert.Equal([3], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public void A_guest_that_went_on_meanwhile_still_belongs_home()
    {
        Apply(Move(2, "a", "b"), Move(2, "b", "c", cause: MigrationCause.Balance));

        Assert.Equal([2], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public void The_next_drain_of_a_node_that_was_in_use_begins_anew()
    {
        Apply(Move(2, "a", "b"), Move(3, "a", "b"), Move(9, "b", "a", cause: MigrationCause.Balance));
        Assert.Equal([2, 3], _knowledge.DrainedFrom("a"));

        Apply(Move(9, "a", "c"));

        Assert.Equal([9], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public void A_drain_that_goes_on_adds_to_what_was_moved_and_so_does_one_after_half_an_undrain()
    {
        Apply(Move(2, "a", "b"), Move(3, "a", "b"), Move(4, "a", "c"), Move(2, "b", "a", cause: MigrationCause.Return), Move(2, "a", "b"));

        Assert.Equal([2, 3, 4], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public void The_later_leg_of_a_detour_empties_no_node()
    {
        Apply(Move(2, "a", "b", detour: true), Move(2, "b", "c"));

        Assert.Equal([2], _knowledge.DrainedFrom("a"));
        Assert.Empty(_knowledge.DrainedFrom("b"));
    }

    [Fact]
    public void What_was_taken_back_was_not_drained()
    {
        Apply(Move(2, "a", "b"), Move(2, "b", "a", takesBack: true));

        Assert.Empty(_knowledge.DrainedFrom("a"));
        Assert.Empty(_knowledge.DrainedFrom("b"));
    }

    [Fact]
    public void Where_the_ha_manager_sent_a_guest_does_not_matter()
    {
        Apply(Move(2, "a", "b", state: MigrationStates.MovedElsewhere, node: "c"), Move(3, "a", "b", state: MigrationStates.Failed, node: "a"));

        Assert.Equal([2], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public void After_ninety_days_it_is_forgotten()
    {
        Apply(Move(2, "a", "b"), Move(3, "a", "b", minute: 10 * Day));

        _knowledge.Apply(Plan(minute: 91 * Day));

        Assert.Equal([3], _knowledge.DrainedFrom("a"));
    }

    [Fact]
    public async Task It_outlives_the_rewriting_of_a_large_file_with_those_who_came_back_left_out()
    {
        Apply(Move(2, "a", "b"), Move(3, "a", "b"), Move(2, "b", "a", cause: MigrationCause.Return), Move(4, "d", "b"), Move(9, "c", "d", cause: MigrationCause.Balance));
        var entries = new List<JournalEntry>(_written);
        while (entries.Count < 6000)
        {
            entries.AddRange(Move(100 + (int)_number, "x", "y", cause: MigrationCause.Balance));
        }

        await File.WriteAllBytesAsync(_folder.File, [.. entries.SelectMany(JournalLine.Write)]);
        using (var journal = FileJournal.Open(_folder.File))
        {
            await journal.AppendAsync(Plan(minute: 20 * Day), CancellationToken.None);
        }

        Assert.True(new FileInfo(_folder.File).Length < 8000);
        using var after = FileJournal.Open(_folder.File);
        Assert.Equal([3], after.Knowledge.DrainedFrom("a"));
        Assert.Equal([4], after.Knowledge.DrainedFrom("d"));
        await after.AppendAsync(Intent(_number + 1, 9, "d", "c", 21 * Day) with { Cause = MigrationCause.Drain }, CancellationToken.None);
        await after.AppendAsync(Closed(_number + 1, node: "c", minute: 21 * Day), CancellationToken.None);
        Assert.Equal([9, 1009], after.Knowledge.DrainedFrom("d"));
    }

    [Fact]
    public async Task The_plan_with_its_goal_and_its_nodes_is_known_after_a_restart()
    {
        using (var journal = FileJournal.Open(_folder.File))
        {
            await journal.AppendAsync(Plan(minute: 5) with { Goal = "drain", Drained = ["a", "b"] }, CancellationToken.None);
        }

        using var again = FileJournal.Open(_folder.File);

        Assert.Equal((At(5), "next", "drain"), (again.Knowledge.LastPlan!.At, again.Knowledge.LastPlan.Id, again.Knowledge.LastPlan.Goal));
        Assert.Equal(["a", "b"], again.Knowledge.LastPlan.Drained);
        Assert.Equal("plan next (drain of a, b)", again.Knowledge.LastPlan.ToString());
    }

    private readonly List<JournalEntry> _written = [];

    private void Apply(params JournalEntry[][] moves)
    {
        foreach (var entry in moves.SelectMany(move => move))
        {
            _written.Add(entry);
            _knowledge.Apply(entry);
        }
    }

    private static JournalEntry Plan(int minute) => new() { Kind = JournalEntryKind.Plan, At = At(minute), Plan = "next" };

    private JournalEntry[] Move(
        int guest, string from, string to, MigrationCause cause = MigrationCause.Drain, bool detour = false, bool takesBack = false,
        string state = MigrationStates.Moved, string? node = null, int minute = 0)
    {
        var intent = Intent(++_number, guest, from, to, minute);
        return
        [
            intent with { Cause = cause, Detour = detour, TakesBack = takesBack, Request = intent.Request! with { Carries = [] } },
            Closed(_number, state, node ?? to, minute),
        ];
    }
}
