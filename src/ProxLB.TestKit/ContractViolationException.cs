namespace ProxLB.TestKit;

/// <summary>A strategy or a constraint does not do what its interface promises.</summary>
public sealed class ContractViolationException : Exception
{
    /// <summary>Lists what does not hold.</summary>
    /// <param name="subject">The name of what was tested.</param>
    /// <param name="violations">One sentence each, with the figures that show it.</param>
    public ContractViolationException(string subject, IReadOnlyList<string> violations)
        : base($"{subject} breaks its contract:{string.Concat(violations.Select(violation => $"{Environment.NewLine}- {violation}"))}")
    {
        Violations = violations;
    }

    /// <summary>What does not hold, one sentence each.</summary>
    public IReadOnlyList<string> Violations { get; }
}
