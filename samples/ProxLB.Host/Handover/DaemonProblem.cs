namespace ProxLB.Host.Handover;

/// <summary>Why the daemon refuses.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do.</param>
/// <param name="Difference">What changed since the plan was made.</param>
internal sealed record DaemonProblem(string? Title, string? Detail, IReadOnlyList<string>? Difference)
{
    /// <summary>What is wrong, and what to do.</summary>
    public string Sentence => $"{Title}{(IsNew(Detail) ? $" {Detail}" : "")}";

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Lines => [$"the proxlb daemon refuses: {Sentence}", .. Difference ?? []];

    private bool IsNew(string? detail) => detail is not null && Title?.EndsWith(detail, StringComparison.Ordinal) != true;
}
