namespace ProxLB.Proxmox.Migration;

/// <summary>How a task stands.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ExitStatus">How it ended; null while it runs.</param>
/// <param name="Bytes">How much it has transferred; null if its log does not say.</param>
internal sealed record TaskProgress(bool IsRunning, string? ExitStatus, (long Transferred, long Total)? Bytes)
{
    public bool HasSucceeded => !IsRunning && Capture.TaskFacts.HasSucceeded(ExitStatus);

    /// <summary>From 0 to 1; null if unknown.</summary>
    public double? Share => Bytes is { Total: > 0 } bytes ? Math.Clamp((double)bytes.Transferred / bytes.Total, 0, 1) : null;
}
