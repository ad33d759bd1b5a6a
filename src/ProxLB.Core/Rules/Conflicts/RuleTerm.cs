using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Conflicts;

/// <summary>A required rule, as far as it can contradict another one.</summary>
internal sealed record RuleTerm
{
    public required string Name { get; init; }

    public required RuleOrigin Origin { get; init; }

    public required RuleTermKind Kind { get; init; }

    public required int[] Guests { get; init; }

    /// <summary>The other side of <see cref="RuleTermKind.Sides"/>.</summary>
    public int[] Others { get; init; } = [];

    /// <summary>The open nodes of <see cref="RuleTermKind.Nodes"/>, a bit each.</summary>
    public ulong[] Open { get; init; } = [];

    /// <summary>The nodes that the rule itself names.</summary>
    public int[] Named { get; init; } = [];

    /// <summary>How many guests of <see cref="RuleTermKind.Apart"/> a node may hold: 1 under HA rules, an even share otherwise.</summary>
    public int Share { get; init; } = 1;

    /// <summary>Whether <see cref="RuleTermKind.Apart"/> needs a node for each guest; otherwise it spreads over what there is.</summary>
    public bool Strict { get; init; }

    public string Called => RuleWarnings.Called(Origin, Name);

    /// <summary>How hard it is to give up: tags and pools first, HA last.</summary>
    public int Rank => Origin switch
    {
        RuleOrigin.Tag or RuleOrigin.Pool => 0,
        RuleOrigin.Stated => 1,
        _ => 2,
    };
}
