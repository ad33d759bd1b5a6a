namespace ProxLB.Core.Rules;

/// <summary>Sets of numbers that are merged pair by pair (union and find with path halving).</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;

    public DisjointSets(int count)
    {
        _parent = new int[count];
        for (var item = 0; item < count; item++)
        {
            _parent[item] = item;
        }
    }

    /// <summary>The number that stands for the set: the smallest in it.</summary>
    public int Find(int item)
    {
        while (_parent[item] != item)
        {
            item = _parent[item] = _parent[_parent[item]];
        }

        return item;
    }

    public void Union(int left, int right)
    {
        left = Find(left);
        right = Find(right);
        if (left != right)
        {
            _parent[Math.Max(left, right)] = Math.Min(left, right);
        }
    }

    public void Union(ReadOnlySpan<int> items)
    {
        for (var item = 1; item < items.Length; item++)
        {
            Union(items[0], items[item]);
        }
    }
}
