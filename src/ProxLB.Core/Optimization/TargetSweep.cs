using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Finds the node where a demand raises the term least, by looking at eight nodes at once.</summary>
/// <remarks>Figures are kept in single precision, which halves what is read and is precise enough to rank; who takes the node computes its
/// term in double. Utilisations and windows are multiplied by the root of the dimension's weight beforehand. A block holds the figures of
/// eight nodes row by row: for each dimension utilisation and one over capacity, for each limit what is left, then the term.</remarks>
internal sealed class TargetSweep
{
    private const int Lanes = 8;

    private readonly int _dimensions;
    private readonly int _limits;
    private readonly int _rows;
    private readonly float[] _figures;
    private readonly int[] _nodeAt;
    private readonly int[] _slotOf;
    private readonly float[] _low;
    private readonly float[] _high;
    private bool _holdsAll;
    private int _blocks;

    public TargetSweep(int nodeCount, int dimensions, int limits)
    {
        _dimensions = dimensions;
        _limits = limits;
        _rows = (2 * dimensions) + limits + 1;
        var slots = (nodeCount + Lanes - 1) / Lanes * Lanes;
        _figures = new float[slots * _rows];
        _nodeAt = new int[slots];
        _slotOf = new int[nodeCount];
        _low = new float[dimensions];
        _high = new float[dimensions];
        Array.Fill(_slotOf, -1);
    }

    /// <summary>Looks at these nodes from now on, in this order; their figures are still to be set.</summary>
    public void Hold(ReadOnlySpan<int> nodes)
    {
        for (var slot = 0; slot < Count; slot++)
        {
            _slotOf[_nodeAt[slot]] = -1;
        }

        Count = nodes.Length;
        _blocks = (nodes.Length + Lanes - 1) / Lanes;
        _holdsAll = nodes.Length == _slotOf.Length;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            _nodeAt[slot] = nodes[slot];
            _slotOf[nodes[slot]] = slot;
            _holdsAll &= nodes[slot] == slot;
        }

        for (var slot = nodes.Length; slot < _blocks * Lanes; slot++)
        {
            // What fills up the last block is never less than anything.
            _nodeAt[slot] = nodes[0];
            _figures[At(slot, _rows - 1)] = float.NaN;
        }
    }

    public void SetWindow(int dimension, double low, double high)
    {
        _low[dimension] = (float)low;
        _high[dimension] = (float)high;
    }

    /// <summary>How many nodes it looks at.</summary>
    public int Count { get; private set; }

    public bool Holds(int node) => _slotOf[node] >= 0;

    public void SetLoad(int node, int dimension, double utilisation, double inverse)
    {
        var at = At(_slotOf[node], 2 * dimension);
        _figures[at] = (float)utilisation;
        _figures[at + Lanes] = (float)inverse;
    }

    /// <summary>Sets what is left below a limit, rounded down: what fits here fits.</summary>
    public void SetSlack(int node, int limit, double slack) =>
        _figures[At(_slotOf[node], (2 * _dimensions) + limit)] = slack <= 0 ? 0 : MathF.BitDecrement((float)slack);

    public void SetTerm(int node, double term) => _figures[At(_slotOf[node], _rows - 1)] = (float)term;

    /// <summary>The node of a set whose term grows least, or falls most, if a demand comes to it, among those it fits on; the lowest
    /// slot of equals; -1 if there is none.</summary>
    /// <param name="demand">By dimension the demand times the root of the weight, then by limit the demand, rounded up.</param>
    /// <param name="allowed">The nodes that may be chosen.</param>
    /// <param name="everywhere">Whether that is every node that could be.</param>
    /// <param name="except">A node that is not chosen; -1 for none.</param>
    [SkipLocalsInit]
    public int Best(ReadOnlySpan<float> demand, NodeSet allowed, bool everywhere, int except)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return BestOneByOne(demand, allowed, except);
        }

        Span<Vector256<float>> comes = stackalloc Vector256<float>[_dimensions + _limits];
        Span<Vector256<float>> low = stackalloc Vector256<float>[_dimensions];
        Span<Vector256<float>> high = stackalloc Vector256<float>[_dimensions];
        for (var r = 0; r < comes.Length; r++)
        {
            comes[r] = Vector256.Create(demand[r]);
        }

        for (var d = 0; d < low.Length; d++)
        {
            low[d] = Vector256.Create(_low[d]);
            high[d] = Vector256.Create(_high[d]);
        }

        ref var firstCome = ref MemoryMarshal.GetReference(comes);
        ref var firstLow = ref MemoryMarshal.GetReference(low);
        ref var firstHigh = ref MemoryMarshal.GetReference(high);
        ref var block = ref MemoryMarshal.GetArrayDataReference(_figures);
        var words = allowed.Words;
        var barred = Vector256.Create(except < 0 ? -1 : _slotOf[except]);
        var laneBits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var slots = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        var least = Vector256.Create(float.PositiveInfinity);
        var leastSlot = Vector256.Create(-1);
        for (var b = 0; b < _blocks; b++, block = ref Unsafe.Add(ref block, _rows * Lanes), slots += Vector256.Create(Lanes))
        {
            var mask = ~Vector256.Equals(slots, barred);
            if (!everywhere)
            {
                var bits = OpenOf(words, b);
                if (bits == 0)
                {
                    continue;
                }

                mask &= Vector256.Equals(Vector256.Create(bits) & laneBits, laneBits);
            }

            ref var figure = ref block;
            var sum = Vector256<float>.Zero;
            for (var d = 0; d < _dimensions; d++, figure = ref Unsafe.Add(ref figure, 2 * Lanes))
            {
                var after = Vector256.FusedMultiplyAdd(
                    Unsafe.Add(ref firstCome, d), Vector256.LoadUnsafe(ref figure, Lanes), Vector256.LoadUnsafe(ref figure));
                var outside = after - Vector256.MinNative(Vector256.MaxNative(after, Unsafe.Add(ref firstLow, d)), Unsafe.Add(ref firstHigh, d));
                sum = Vector256.FusedMultiplyAdd(outside, outside, sum);
            }

            var fits = mask.AsSingle();
            for (var l = 0; l < _limits; l++, figure = ref Unsafe.Add(ref figure, Lanes))
            {
                fits &= Vector256.LessThanOrEqual(Unsafe.Add(ref firstCome, _dimensions + l), Vector256.LoadUnsafe(ref figure));
            }

            sum -= Vector256.LoadUnsafe(ref figure);
            fits &= Vector256.LessThan(sum, least);
            least = Vector256.ConditionalSelect(fits, sum, least);
            leastSlot = Vector256.ConditionalSelect(fits.AsInt32(), slots, leastSlot);
        }

        return Lowest(least, leastSlot);
    }

    /// <summary>The same without SIMD: the oracle of the sweep, and its stand-in where the processor has none.</summary>
    public int BestOneByOne(ReadOnlySpan<float> demand, NodeSet allowed, int except)
    {
        var best = -1;
        var least = float.PositiveInfinity;
        for (var slot = 0; slot < Count; slot++)
        {
            var node = _nodeAt[slot];
            if (node == except || !allowed.Contains(node) || !Fits(slot, demand))
            {
                continue;
            }

            var sum = 0f;
            for (var d = 0; d < _dimensions; d++)
            {
                var at = At(slot, 2 * d);
                var after = MathF.FusedMultiplyAdd(demand[d], _figures[at + Lanes], _figures[at]);
                var outside = after - MathF.Min(MathF.Max(after, _low[d]), _high[d]);
                sum = MathF.FusedMultiplyAdd(outside, outside, sum);
            }

            sum -= _figures[At(slot, _rows - 1)];
            if (sum < least)
            {
                least = sum;
                best = node;
            }
        }

        return best;
    }

    private bool Fits(int slot, ReadOnlySpan<float> demand)
    {
        for (var l = 0; l < _limits; l++)
        {
            if (!(demand[_dimensions + l] <= _figures[At(slot, (2 * _dimensions) + l)]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bits of a block's nodes in a set.</summary>
    private int OpenOf(ReadOnlySpan<ulong> words, int block)
    {
        if (_holdsAll)
        {
            return (int)(words[block >> 3] >> ((block & 7) * Lanes)) & 255;
        }

        var bits = 0;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var node = _nodeAt[(block * Lanes) + lane];
            bits |= (int)(words[node >> 6] >> (node & 63) & 1) << lane;
        }

        return bits;
    }

    private int Lowest(Vector256<float> least, Vector256<int> slots)
    {
        var best = -1;
        var value = float.PositiveInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var slot = slots[lane];
            if (slot >= 0 && (least[lane] < value || (least[lane] == value && slot < best)))
            {
                value = least[lane];
                best = slot;
            }
        }

        return best < 0 ? -1 : _nodeAt[best];
    }

    private int At(int slot, int row) => (((slot / Lanes * _rows) + row) * Lanes) + (slot % Lanes);
}
