using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>A migration that a provider is asked to carry out.</summary>
public sealed record MigrationRequest
{
    /// <summary>The guest's VMID.</summary>
    public required int Guest { get; init; }

    /// <summary>Virtual machine or container.</summary>
    public required GuestKind Kind { get; init; }

    /// <summary>The node it lies on.</summary>
    public required string From { get; init; }

    /// <summary>The node it is to go to.</summary>
    public required string To { get; init; }

    /// <summary>How it is moved.</summary>
    public MigrationMode Mode { get; init; }

    /// <summary>Whether the HA manager carries it out.</summary>
    public bool Ha { get; init; }

    /// <summary>VMIDs that the HA manager moves along.</summary>
    public IReadOnlyList<int> Carries { get; init; } = [];

    /// <summary>Storages to use on the target, by storage on the source; empty: the same.</summary>
    public IReadOnlyDictionary<string, string> TargetStorage { get; init; } = Cluster.Empty.Labels;

    /// <summary>Memory in bytes that must be free on the target now, all carried guests included; null: not checked.</summary>
    public long? RequiredMemoryBytes { get; init; }

    /// <summary>Digest of the HA rules that the plan was made under; null: not compared.</summary>
    public string? RuleDigest { get; init; }
}
