namespace ProxLB.Core.Rules.Ha;

/// <summary>What the HA manager chooses a node for.</summary>
internal enum HaChoice
{
    /// <summary>The round: a guest that runs stays where it may.</summary>
    Stay,

    /// <summary>A recovery or a start: the best node, wherever it was.</summary>
    Best,

    /// <summary>Another attempt after a failed start: the best node where it has not failed yet.</summary>
    TryNext,
}
