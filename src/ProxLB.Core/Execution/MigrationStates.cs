using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>The values of <see cref="MigrationOutcome.State"/>.</summary>
public static class MigrationStates
{
    /// <summary>The guest was verified on its target.</summary>
    public const string Moved = "moved";

    /// <summary>A dry run: it would have been asked for.</summary>
    public const string WouldMove = "wouldMove";

    /// <summary>The guest was on its target already.</summary>
    public const string AlreadyThere = "alreadyThere";

    /// <summary>It was started and the guest is still on its source.</summary>
    public const string Failed = "failed";

    /// <summary>The cluster refused to start it.</summary>
    public const string Refused = "refused";

    /// <summary>It was not started, because it no longer holds, waits for one that did not happen, or the run ended.</summary>
    public const string Dropped = "dropped";

    /// <summary>It was not started, because a new plan replaced it.</summary>
    public const string Replaced = "replaced";

    /// <summary>The guest went to another node than asked for.</summary>
    public const string MovedElsewhere = "movedElsewhere";

    /// <summary>The guest reached its target and was moved back.</summary>
    public const string MovedBack = "movedBack";

    /// <summary>It was cancelled at the user's wish; the guest is on its source.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The run ended while it was running, or while nobody could say how it stood.</summary>
    public const string StillRunning = "stillRunning";

    /// <summary>It was asked for, but the cluster never received it.</summary>
    public const string NotStarted = "notStarted";

    /// <summary>Whether a state is a failure for exit codes, metrics and the circuit.</summary>
    /// <param name="state">One of the values above.</param>
    public static bool IsFailure(string state) => state is Failed or Refused or MovedElsewhere or MovedBack;
}
