using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProxLB.Core.Optimization;

/// <summary>What exchanging an item of one node for each item of another would gain, four items at once.</summary>
internal sealed class ExchangeSweep(SearchState state)
{
    private const int Lanes = 4;

    private int[] _items = [];
    private double[] _demand = [];
    private double[] _gains = [];
    private int _stride;
    private int _partner;

    /// <summary>Items of the partner, in the order of the gains.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Takes down what lies on the node that exchanges are to be tried with.</summary>
    public void Face(int partner)
    {
        _partner = partner;
        Count = 0;
        for (var item = state.FirstOn(partner); item >= 0; item = state.NextOf(item))
        {
            Count++;
        }

        _stride = (Count + Lanes - 1) / Lanes * Lanes;
        var dimensions = state.Guide.Dimensions;
        if (_items.Length < Count || _demand.Length < _stride * dimensions)
        {
            _items = new int[2 * _stride];
            _gains = new double[2 * _stride];
            _demand = new double[2 * _stride * dimensions];
        }

        var k = 0;
        for (var item = state.FirstOn(partner); item >= 0; item = state.NextOf(item))
        {
            _items[k] = item;
            var demand = state.DemandOf(item);
            for (var d = 0; d < dimensions; d++)
            {
                _demand[(d * _stride) + k] = demand[d];
            }

            k++;
        }
    }

    /// <summary>By item of the partner: by how much the terms of both nodes fall if it changes places with this item.</summary>
    public ReadOnlySpan<double> Gains(int node, ReadOnlySpan<double> demand)
    {
        var guide = state.Guide;
        ref var gains = ref MemoryMarshal.GetArrayDataReference(_gains);
        ref var others = ref MemoryMarshal.GetArrayDataReference(_demand);
        var terms = Vector256.Create(guide.TermOf(node) + guide.TermOf(_partner));
        for (nuint k = 0; k < (nuint)_stride; k += Lanes)
        {
            terms.StoreUnsafe(ref gains, k);
        }

        for (var d = 0; d < guide.Dimensions; d++)
        {
            // Without the item here and with it there; what the other item changes is added for four at once.
            var perHere = guide.InverseOf(d, node);
            var perThere = guide.InverseOf(d, _partner);
            var here = Vector256.Create(guide.UtilisationOf(d, node) - (demand[d] * perHere));
            var there = Vector256.Create(guide.UtilisationOf(d, _partner) + (demand[d] * perThere));
            var (low, high) = (Vector256.Create(guide.LowOf(d)), Vector256.Create(guide.HighOf(d)));
            var weight = Vector256.Create(-guide.WeightOf(d));
            var (comes, leaves) = (Vector256.Create(perHere), Vector256.Create(-perThere));
            for (nuint k = 0; k < (nuint)_stride; k += Lanes)
            {
                var other = Vector256.LoadUnsafe(ref others, ((nuint)d * (nuint)_stride) + k);
                var atHere = Vector256.FusedMultiplyAdd(other, comes, here);
                var atThere = Vector256.FusedMultiplyAdd(other, leaves, there);
                atHere -= Vector256.Min(Vector256.Max(atHere, low), high);
                atThere -= Vector256.Min(Vector256.Max(atThere, low), high);
                var outside = Vector256.FusedMultiplyAdd(atHere, atHere, atThere * atThere);
                Vector256.FusedMultiplyAdd(outside, weight, Vector256.LoadUnsafe(ref gains, k)).StoreUnsafe(ref gains, k);
            }
        }

        return _gains.AsSpan(0, Count);
    }
}
