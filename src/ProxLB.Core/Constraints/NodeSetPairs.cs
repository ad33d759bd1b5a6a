using System.Runtime.CompilerServices;

namespace ProxLB.Core.Constraints;

/// <summary>Compares pairs of node sets by identity, which is cheaper than by content.</summary>
internal sealed class NodeSetPairs : IEqualityComparer<(NodeSet First, NodeSet Second)>
{
    public static readonly NodeSetPairs ByReference = new();

    public bool Equals((NodeSet First, NodeSet Second) x, (NodeSet First, NodeSet Second) y) =>
        ReferenceEquals(x.First, y.First) && ReferenceEquals(x.Second, y.Second);

    public int GetHashCode((NodeSet First, NodeSet Second) obj) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(obj.First), RuntimeHelpers.GetHashCode(obj.Second));
}
