namespace ProxLB.Core.Rules;

/// <summary>The values of a node label as dense numbers: rooms, racks, sites.</summary>
internal sealed class FaultDomains
{
    private readonly List<string> _names;

    /// <param name="label">The label.</param>
    /// <param name="values">By node: its value; null if it does not carry the label. Values match without case.</param>
    public FaultDomains(string label, IReadOnlyList<string?> values)
    {
        Label = label;
        OfNode = new int[values.Count];
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        _names = [];
        for (var node = 0; node < OfNode.Length; node++)
        {
            if (values[node] is not { } value)
            {
                OfNode[node] = -1;
                continue;
            }

            if (!numbers.TryGetValue(value, out var number))
            {
                numbers.Add(value, number = numbers.Count);
                _names.Add(value);
            }

            OfNode[node] = number;
        }
    }

    public string Label { get; }

    public int Count => _names.Count;

    /// <summary>By node: its domain; -1 if it does not carry the label.</summary>
    public int[] OfNode { get; }

    public string NameOf(int node) => OfNode[node] < 0 ? "none" : _names[OfNode[node]];
}
