using ProxLB.Core.Rules;

namespace ProxLB.Core.Constraints;

/// <summary>The values of a node label as dense numbers: rooms, racks, sites.</summary>
internal sealed class FaultDomains
{
    private readonly NodeLabels _labels;

    public FaultDomains(NodeLabels labels, string label)
    {
        _labels = labels;
        Label = label;
        OfNode = labels.Domains(label, out var count);
        Count = count;
    }

    public string Label { get; }

    public int Count { get; }

    /// <summary>By node: its domain; -1 if it does not carry the label.</summary>
    public int[] OfNode { get; }

    public string NameOf(int node) => _labels.Value(node, Label) ?? "none";
}
