using System.Numerics;

namespace ProxLB.Core.Constraints;

/// <summary>A set of node indexes as bits.</summary>
internal sealed class NodeSet : IEquatable<NodeSet>
{
    private readonly ulong[] _words;

    public NodeSet(int nodeCount)
    {
        _words = new ulong[(nodeCount + 63) / 64];
    }

    private NodeSet(ulong[] words)
    {
        _words = words;
    }

    public ReadOnlySpan<ulong> Words => _words;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool Contains(int node) => node >= 0 && (_words[node >> 6] >> (node & 63) & 1) != 0;

    public void Add(int node) => _words[node >> 6] |= 1UL << (node & 63);

    public void Remove(int node) => _words[node >> 6] &= ~(1UL << (node & 63));

    public NodeSet Copy() => new((ulong[])_words.Clone());

    public NodeSet And(NodeSet other)
    {
        var words = new ulong[_words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = _words[i] & other._words[i];
        }

        return new NodeSet(words);
    }

    /// <summary>The lowest member above <paramref name="node"/>; -1 if there is none.</summary>
    public int Next(int node)
    {
        var start = node + 1;
        for (var word = start >> 6; word < _words.Length; word++)
        {
            var bits = _words[word];
            if (word == start >> 6)
            {
                bits &= ulong.MaxValue << (start & 63);
            }

            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }

    public bool Equals(NodeSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as NodeSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
