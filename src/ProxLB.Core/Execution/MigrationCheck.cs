namespace ProxLB.Core.Execution;

/// <summary>The answer to the question whether a migration can be started now.</summary>
/// <param name="Result">Whether it can.</param>
/// <param name="Reason">Why not, in one sentence; null if it can.</param>
public sealed record MigrationCheck(MigrationCheckResult Result, string? Reason = null)
{
    /// <summary>All guests of the cluster as the check saw them, by VMID, so that what others have changed since the plan was made is noticed; null: it did not look.</summary>
    public IReadOnlyDictionary<int, GuestPlace>? Guests { get; init; }
}
