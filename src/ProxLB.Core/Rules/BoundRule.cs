using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>A rule over the dense numbers of a <see cref="SnapshotIndex"/>: names are resolved, repetitions and what has no effect are gone.</summary>
internal sealed record BoundRule
{
    /// <summary>Never <see cref="RuleType.Ignore"/>: that is asked of <see cref="RuleSet.IgnoreOf"/>.</summary>
    public required RuleType Type { get; init; }

    /// <summary>Its name, for display.</summary>
    public required string Name { get; init; }

    public required RuleOrigin Origin { get; init; }

    /// <summary>The guests it is about, by VMID, each once.</summary>
    public required int[] Guests { get; init; }

    /// <summary>For anti-affinity: the other side, if it has one; then the guests of one side may share a node.</summary>
    public int[] OtherGuests { get; init; } = [];

    /// <summary>For node rules: the nodes it names or that carry its label, ascending.</summary>
    public int[] Nodes { get; init; } = [];

    /// <summary>Whether it must hold; otherwise it is preferred, with <see cref="Weight"/>.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether a required rule that is broken has to be repaired. If not, it still forbids, and where it is broken it is only preferred.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>Why a rule that is stated as required is only preferred in this run; null if it is not.</summary>
    public string? Degraded { get; init; }

    public double Weight { get; init; } = 1;

    /// <summary>For anti-affinity: the label whose values it spreads over; null: the nodes.</summary>
    public string? SpreadBy { get; init; }

    /// <summary>How the rule is called in a sentence.</summary>
    public string Called => RuleWarnings.Called(Origin, Name);
}
