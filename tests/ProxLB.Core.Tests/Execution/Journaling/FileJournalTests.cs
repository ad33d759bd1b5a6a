using System.Text;
using System.Text.Json;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Journaling.Entries;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution.Journaling;

public sealed class FileJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_written_is_known_after_a_restart()
    {
        await WriteAsync(Intent(1, 101), Ticket(1), Intent(2, 102), Closed(2), Intent(3, 103));

        using var journal = FileJournal.Open(_folder.File);

        Assert.Empty(journal.Repairs);
        Assert.Equal(3, journal.Knowledge.LastMigration);
        var open = journal.Knowledge.Open();
        Assert.Equal([1L, 3L], open.Select(migration => migration.Intent.Migration));
        Assert.Equal("UPID:1", open[0].Ticket!.Task);
        Assert.Null(open[1].Ticket);
        Assert.Equal(new PastMove(At(1), "a", "b"), Assert.Single(journal.Knowledge.Guest(102).Moves));
        Assert.Equal(new PastMove(At(1), "a", "b"), Assert.Single(journal.Knowledge.Guest(1102).Moves));
    }

    [Fact]
    public async Task A_request_comes_back_as_it_was()
    {
        await WriteAsync(Intent(1, 101));

        using var journal = FileJournal.Open(_folder.File);

        var before = Intent(1, 101).Request!;
        var after = journal.Knowledge.Open().Single().Request;
        Assert.Equal(before.Carries, after.Carries);
        Assert.Equal(before.TargetStorage, after.TargetStorage);
        Assert.Equal(before with { Carries = after.Carries, TargetStorage = after.TargetStorage }, after);
    }

    [Fact]
    public async Task Each_line_is_json_of_its_own()
    {
        await WriteAsync(Intent(1, 101), Ticket(1));

        foreach (var line in await File.ReadAllLinesAsync(_folder.File))
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(16, document.RootElement.GetProperty("sum").GetString()!.Length);
            Assert.Equal(1, document.RootElement.GetProperty("entry").GetProperty("migration").GetInt64());
        }
    }

    [Fact]
    public async Task A_torn_last_line_is_healed_wherever_it_is_torn()
    {
        await WriteAsync(Intent(1, 101));
        var whole = await File.ReadAllBytesAsync(_folder.File);
        await WriteAsync(Ticket(1));
        var both = await File.ReadAllBytesAsync(_folder.File);

        for (var length = whole.Length + 1; length < both.Length; length += 9)
        {
            await File.WriteAllBytesAsync(_folder.File, both[..length]);
            using (var journal = FileJournal.Open(_folder.File))
            {
                Assert.Contains("torn", Assert.Single(journal.Repairs), StringComparison.Ordinal);
                Assert.Null(journal.Knowledge.Open().Single().Ticket);
                await journal.AppendAsync(Ticket(1), CancellationToken.None);
            }

            Assert.Equal(both, await File.ReadAllBytesAsync(_folder.File));
        }
    }

    [Fact]
    public async Task A_damaged_line_is_passed_over_and_told_of()
    {
        await WriteAsync(Intent(1, 101), Ticket(1), Intent(2, 102));
        var lines = await File.ReadAllLinesAsync(_folder.File);
        lines[1] = lines[1].Replace("UPID:1", "UPID:7", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File, string.Join('\n', lines) + "\n");

        using var journal = FileJournal.Open(_folder.File);

        Assert.Contains("Line 2", Assert.Single(journal.Repairs), StringComparison.Ordinal);
        Assert.Equal([null, null], journal.Knowledge.Open().Select(open => open.Ticket));
    }

    [Fact]
    public void A_full_disk_stops_the_executor_before_the_next_request()
    {
        FullDisk? disk = null;
        using var journal = FileJournal.Open(_folder.File, path => disk = new FullDisk(path));
        var simulation = new ExecutionSimulation(new ClusterBuilder().Nodes(["a", "b"]).Guests(1, 5, "a").Build()) { Journal = journal, Options = { MaxParallel = 1 } };
        simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepEnded && happened.Migration!.Guest == 2)
            {
                disk!.Room = 100;
            }
        };

        var report = simulation.Run(Of([.. Enumerable.Range(1, 5).Select(id => Step(id, id, "a", "b"))]));

        Assert.Equal(ExecutionEnd.CircuitOpen, report.End);
        Assert.Contains("No space left on device", report.Reason, StringComparison.Ordinal);
        Assert.Equal([1, 2], simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.Equal(3, report.Dropped);

        disk!.Room = null;
        Assert.Equal(1, simulation.Run(Of(Step(1, 3, "a", "b"))).Moved);
        journal.Dispose();
        using var again = FileJournal.Open(_folder.File);
        Assert.Empty(again.Repairs);
        Assert.Empty(again.Knowledge.Open());
    }

    [Fact]
    public async Task A_large_file_is_rewritten_without_what_is_too_old_to_matter()
    {
        const int Day = 24 * 60;
        var entries = new List<JournalEntry> { Intent(1, 1) };
        for (var number = 2; number <= 2500; number++)
        {
            entries.AddRange([Intent(number, number), Closed(number)]);
        }

        entries.AddRange([Intent(2501, 2501, minute: 8 * Day), Closed(2501, minute: 8 * Day)]);
        await File.WriteAllBytesAsync(_folder.File, [.. entries.SelectMany(JournalLine.Write)]);
        using (var journal = FileJournal.Open(_folder.File))
        {
            Assert.True(new FileInfo(_folder.File).Length > 1 << 20);
            await journal.AppendAsync(new JournalEntry { Kind = JournalEntryKind.Plan, At = At(9 * Day), Plan = "next" }, CancellationToken.None);
            await journal.AppendAsync(Ticket(1, 9 * Day), CancellationToken.None);
        }

        Assert.True(new FileInfo(_folder.File).Length < 4000);
        Assert.Equal([_folder.File], Directory.GetFiles(_folder.Folder));
        using var after = FileJournal.Open(_folder.File);
        Assert.Equal("UPID:1", after.Knowledge.Open().Single().Ticket!.Task);
        Assert.Single(after.Knowledge.Guest(2501).Moves);
        Assert.True(after.Knowledge.Guest(2).IsEmpty);
        Assert.Equal(2501, after.Knowledge.LastMigration);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_told_of_and_not_trusted()
    {
        await File.WriteAllTextAsync(_folder.File, "hello\nworld\n", Encoding.UTF8);

        using var journal = FileJournal.Open(_folder.File);

        Assert.NotEmpty(journal.Repairs);
        Assert.Empty(journal.Knowledge.Open());
    }

    private async Task WriteAsync(params JournalEntry[] entries)
    {
        using var journal = FileJournal.Open(_folder.File);
        foreach (var entry in entries)
        {
            await journal.AppendAsync(entry, CancellationToken.None);
        }
    }
}
