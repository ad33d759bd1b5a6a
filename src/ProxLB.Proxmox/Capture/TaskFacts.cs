using System.Globalization;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>What the cluster's tasks say about migrations: which are under way, and when each guest was last moved.</summary>
internal sealed class TaskFacts(IReadOnlyDictionary<int, DateTimeOffset> lastMoves, IReadOnlyDictionary<int, string> targets)
{
    public static TaskFacts None { get; } = new(new Dictionary<int, DateTimeOffset>(), new Dictionary<int, string>());

    /// <summary>Where a running migration takes the guest; null if none runs or its target is not known.</summary>
    public string? TargetOf(int guest) => targets.GetValueOrDefault(guest);

    public DateTimeOffset? LastMoveOf(int guest) => lastMoves.TryGetValue(guest, out var moment) ? moment : null;

    public static bool IsMigration(TaskEntry task) => task.Type is "qmigrate" or "vzmigrate" && GuestOf(task) is not null;

    public static int? GuestOf(TaskEntry task) => int.TryParse(task.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static bool IsFinished(TaskEntry task) => task.EndTime is not null && task.Status != "RUNNING";

    /// <summary>Whether a finished task did what it should: <c>OK</c>, or <c>WARNINGS: n</c>.</summary>
    public static bool HasSucceeded(string? exitStatus) => exitStatus == "OK" || exitStatus?.StartsWith("WARNINGS: ", StringComparison.Ordinal) == true;
}
