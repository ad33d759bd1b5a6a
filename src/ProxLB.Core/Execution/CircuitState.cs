namespace ProxLB.Core.Execution;

/// <summary>An open circuit: too many migrations have failed, so nothing is started for a while.</summary>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Since">When it was opened.</param>
/// <param name="Until">When it closes by itself; the default: with the end of the run.</param>
public sealed record CircuitState(string Reason, DateTimeOffset Since, DateTimeOffset Until = default)
{
    /// <summary>Whether it outlives the run that opened it, and the process.</summary>
    public bool Lasts => Until > Since;

    /// <summary>Why nothing is started and until when, in one line.</summary>
    public override string ToString() => Lasts
        ? $"The circuit is open since {Since:u}, and nothing is started before {Until:u}: {Reason}"
        : Reason;
}
