namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>A node that a rule or group names.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Priority">Higher is preferred; null: not stated, which is 0.</param>
public sealed record NodePriority(string Node, int? Priority = null)
{
    /// <inheritdoc/>
    public override string ToString() => Priority is { } priority ? $"{Node}:{priority}" : Node;
}
