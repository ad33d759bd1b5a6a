namespace ProxLB.Core.Constraints;

/// <summary>The values of a node label as dense numbers: rooms, racks, sites.</summary>
internal sealed class FaultDomains
{
    private readonly List<string> _names = [];

    private FaultDomains(string label, int[] ofNode)
    {
        Label = label;
        OfNode = ofNode;
    }

    public string Label { get; }

    public int Count => _names.Count;

    /// <summary>By node: its domain; -1 if it does not carry the label.</summary>
    public int[] OfNode { get; }

    public static FaultDomains Of(PlacementContext context, string label)
    {
        var domains = new FaultDomains(label, new int[context.NodeCount]);
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var n = 0; n < context.NodeCount; n++)
        {
            if (context.Rules.Labels.Value(n, label) is not { } value)
            {
                domains.OfNode[n] = -1;
                continue;
            }

            if (!byName.TryGetValue(value, out var domain))
            {
                byName.Add(value, domain = domains._names.Count);
                domains._names.Add(value);
            }

            domains.OfNode[n] = domain;
        }

        return domains;
    }

    public string NameOf(int node) => OfNode[node] < 0 ? "none" : _names[OfNode[node]];
}
