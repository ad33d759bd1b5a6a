namespace ProxLB.Core.Planning;

/// <summary>A smallest set of rules that cannot hold together.</summary>
public sealed record RuleConflict
{
    /// <summary>The rules' names.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The VMIDs they bind; these guests stay where they are.</summary>
    public required IReadOnlyList<int> Guests { get; init; }

    /// <summary>The nodes they name.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Which rule to relax, in one sentence.</summary>
    public required string Relax { get; init; }
}
