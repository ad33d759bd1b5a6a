using System.Collections.Immutable;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Operation;

/// <summary>Nodes that somebody had drained. They count as in maintenance until they are undrained, or the next balance would fill them again.</summary>
internal static class DrainedNodes
{
    public static ClusterSnapshot Mark(ClusterSnapshot facts, IReadOnlyCollection<string> drained) => drained.Count == 0 ? facts : facts with
    {
        Nodes = [.. facts.Nodes.Select(node => drained.Contains(node.Name, StringComparer.OrdinalIgnoreCase) ? node with { Maintenance = true } : node)],
    };

    public static ImmutableArray<string> With(ImmutableArray<string> drained, IEnumerable<string> nodes) =>
        [.. drained.Concat(nodes).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    public static ImmutableArray<string> Without(ImmutableArray<string> drained, IEnumerable<string> nodes) =>
        [.. drained.Except(nodes, StringComparer.OrdinalIgnoreCase)];
}
