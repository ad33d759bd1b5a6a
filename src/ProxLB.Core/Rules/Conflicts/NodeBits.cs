namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Sets of nodes, a bit each.</summary>
internal static class NodeBits
{
    private const int Width = 64;

    public static ulong[] Of(int nodeCount, ReadOnlySpan<int> nodes)
    {
        var bits = new ulong[(nodeCount + Width - 1) / Width];
        foreach (var node in nodes)
        {
            bits[node / Width] |= 1UL << (node % Width);
        }

        return bits;
    }

    public static bool Has(ulong[] bits, int node) => (bits[node / Width] >> (node % Width) & 1) != 0;

    public static bool IsEmpty(ulong[] bits) => !bits.AsSpan().ContainsAnyExcept(0UL);

    public static ulong[] And(ulong[] left, ulong[] right)
    {
        var both = new ulong[left.Length];
        for (var word = 0; word < both.Length; word++)
        {
            both[word] = left[word] & right[word];
        }

        return both;
    }
}
