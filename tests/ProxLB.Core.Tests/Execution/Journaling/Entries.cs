using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Journaling;

/// <summary>Journal entries in few words.</summary>
internal static class Entries
{
    public static JournalEntry Intent(long migration, int guest, string from = "a", string to = "b", int minute = 0) => new()
    {
        Kind = JournalEntryKind.Intent,
        At = At(minute),
        Plan = "plan",
        Migration = migration,
        Step = 3,
        Unit = 2,
        Request = new MigrationRequest
        {
            Guest = guest,
            Kind = GuestKind.Container,
            From = from,
            To = to,
            Mode = MigrationMode.Restart,
            Ha = true,
            Carries = [guest + 1000],
            TargetStorage = new Dictionary<string, string> { ["local"] = "local-zfs" },
            RequiredMemoryBytes = 5_000_000_000,
            RuleDigest = "abc",
        },
    };

    public static JournalEntry Ticket(long migration, int minute = 0) =>
        new() { Kind = JournalEntryKind.Ticket, At = At(minute), Migration = migration, Task = $"UPID:{migration}", StartedAt = At(minute) };

    public static JournalEntry Closed(long migration, string state = MigrationStates.Moved, string? node = "b", int minute = 1) =>
        new() { Kind = JournalEntryKind.Verification, At = At(minute), Migration = migration, Outcome = new MigrationOutcome { State = state, Node = node } };

    public static DateTimeOffset At(int minute) => ClusterBuilder.Epoch.AddMinutes(minute);

    /// <summary>A migration from intent to verified end.</summary>
    public static void Move(this JournalKnowledge knowledge, int guest, string from, string to, int minute, string state = MigrationStates.Moved)
    {
        var number = knowledge.LastMigration + 1;
        knowledge.Apply(Intent(number, guest, from, to, minute) with { Request = Intent(number, guest, from, to).Request! with { Carries = [] } });
        knowledge.Apply(Closed(number, state, to, minute));
    }
}
