namespace ProxLB.Core.Execution.Running;

/// <summary>What ends a run before its last step, if anything does.</summary>
internal sealed class RunEnding
{
    private (ExecutionEnd End, string Reason)? _known;

    /// <summary>What ends it; null: nothing so far.</summary>
    public ExecutionEnd? End => _known?.End;

    public string Reason => _known?.Reason ?? "Every step has ended.";

    /// <summary>Whether something stronger may still end it: what has begun goes on after a window closed or a plan was refused.</summary>
    public bool IsOpen => LeavesUnitsAlone(End);

    /// <summary>Whether units in progress are completed.</summary>
    public static bool LeavesUnitsAlone(ExecutionEnd? end) => end is null or ExecutionEnd.WindowClosed or ExecutionEnd.Refused;

    /// <returns>Whether it is what ends the run now; false: something has ended it for good.</returns>
    public bool TrySet(ExecutionEnd end, string reason)
    {
        if (!IsOpen)
        {
            return false;
        }

        _known = (end, reason);
        return true;
    }
}
