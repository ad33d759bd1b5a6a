namespace ProxLB.Core.Execution.Running;

/// <summary>Steps that need one another.</summary>
internal sealed class RunningUnit(int number, bool takesBack)
{
    public int Number { get; } = number;

    /// <summary>Whether it undoes another unit; then it is not undone in turn.</summary>
    public bool TakesBack { get; } = takesBack;

    public List<RunningStep> Steps { get; } = [];

    /// <summary>Members whose guest we moved, in the order in which they arrived.</summary>
    public List<RunningStep> Done { get; } = [];

    /// <summary>Members that have not ended.</summary>
    public int Open { get; set; }

    /// <summary>Why it cannot be completed; null while it can.</summary>
    public string? BrokenBy { get; set; }

    /// <summary>Whether it was decided what becomes of a broken unit.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Whether some of it happened or is happening, and some is still to come. What is only being checked does not happen yet.</summary>
    public bool IsHalfDone => Open > 0 && (TakesBack || Done.Count > 0 || Steps.Exists(step => step is { Phase: StepPhase.Active, StartedAt: not null }));

    /// <summary>Whether a guest of it may yet go back to where it came from: what has moved or is moving, and what is being checked and may still start.</summary>
    public bool MayBeTakenBack => !TakesBack && Steps.Count > 1 && (IsHalfDone || (BrokenBy is null && Steps.Exists(step => step.Phase == StepPhase.Active)));

    /// <summary>Guests that are neither where they were nor where they were to go, in words.</summary>
    public IReadOnlyList<string> Astray() => TakesBack
        ? [.. Steps.Except(Done).Select(step => $"guest {step.Migration.Guest} is on {step.Migration.From}")]
        : [.. Done.Select(step => $"guest {step.Migration.Guest} is on {step.Migration.To}")];
}
