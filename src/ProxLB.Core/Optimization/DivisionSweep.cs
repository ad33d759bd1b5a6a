using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProxLB.Core.Optimization;

/// <summary>Goes through every division of some items between two nodes, eight at once, in single precision.</summary>
/// <remarks>A division's value is what the guide's terms of both nodes become, and a little of what it costs. All rows, utilisation, limits
/// and cost, are sums over the items on the first node, so that a division needs one addition and two lines a row.</remarks>
internal sealed class DivisionSweep
{
    /// <summary>So many items have 8,192 divisions; more take longer than they are worth.</summary>
    public const int MostItems = 13;

    private const int Lanes = 8;

    /// <summary>Sums over the first items are worked out once, those over the others in turns.</summary>
    private const int TableItems = 8;

    private const int TableSize = 1 << TableItems;

    /// <summary>Where so many promising divisions are refused, no more are asked about.</summary>
    private const int MostRefusals = 64;

    /// <summary>The costs of all guests together weigh as much as this term, which is far below any that is worth mending.</summary>
    private const float CostWeight = 1e-9f;

    private readonly SearchState _state;
    private readonly PlacementProblem _problem;
    private readonly LoadGuide _guide;
    private readonly int _dimensions;
    private readonly int _rows;
    private readonly int _costRow;
    private readonly double _costUnit;
    private readonly float[] _demand;
    private readonly float[] _table;
    private readonly float[] _rest;
    private readonly Line[] _lines;
    private readonly Range[] _ranges;
    private int _count;

    public DivisionSweep(SearchState state)
    {
        _state = state;
        _problem = state.Problem;
        _guide = state.Guide;
        _dimensions = _guide.Dimensions;
        _rows = _guide.Rows + 1;
        _costRow = _guide.Rows;
        _costUnit = CostWeight / Math.Max(1, _problem.Items.Sum(item => (double)item.Cost));
        _demand = new float[_rows * MostItems];
        _table = new float[_rows * TableSize];
        _rest = new float[_rows];
        _lines = new Line[_dimensions];
        _ranges = new Range[_rows - _dimensions - 1];
    }

    /// <summary>How much of a search's budget so many items take.</summary>
    public static long Evaluations(int items) => (1 << items) / Lanes;

    /// <summary>Takes down what lies on the two nodes and which of it is to be divided.</summary>
    /// <param name="first">A node.</param>
    /// <param name="second">Another one.</param>
    /// <param name="items">Items on the two, at most <see cref="MostItems"/>, each of which may be on either.</param>
    public void Face(int first, int second, ReadOnlySpan<int> items)
    {
        _count = items.Length;
        for (var r = 0; r < _costRow; r++)
        {
            FaceLoad(r, first, second, items);
        }

        // What having an item on the first node costs more than having it on the second.
        for (var k = 0; k < _count; k++)
        {
            var start = _problem.StartOf(items[k]);
            var cost = (float)(_costUnit * _problem.Items[items[k]].Cost);
            _demand[(_costRow * MostItems) + k] = start == first ? -cost : start == second ? cost : 0;
        }

        for (var r = 0; r < _rows; r++)
        {
            Tabulate(r);
        }
    }

    /// <summary>The division of least value.</summary>
    /// <param name="now">The division there is: bit k says whether item k lies on the first node.</param>
    /// <param name="allows">Asked before a division counts as better; null: all are allowed that keep the limits.</param>
    public int Best(int now, Predicate<int>? allows = null)
    {
        var tabled = Math.Min(_count, TableItems);
        var best = ValueOf(now);
        var found = now;
        var refused = 0;
        for (var high = 0; high < 1 << (_count - tabled) && refused < MostRefusals; high++)
        {
            SumRest(high, tabled);
            for (var v = 0; v < 1 << tabled; v += Lanes)
            {
                var values = Values(v);
                var better = Vector256.LessThan(values, Vector256.Create(best));
                if (better == Vector256<float>.Zero)
                {
                    continue;
                }

                for (var bits = (better & Fitting(v)).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(bits);
                    var division = (high << tabled) + v + lane;
                    if (values[lane] >= best || division >= 1 << _count)
                    {
                        continue;
                    }

                    if (allows is not null && !allows(division))
                    {
                        refused++;
                        continue;
                    }

                    best = values[lane];
                    found = division;
                }
            }
        }

        return found;
    }

    /// <summary>What a row of both nodes becomes, as a function of what of it the items bring to the first node.</summary>
    private void FaceLoad(int row, int first, int second, ReadOnlySpan<int> items)
    {
        double pool = 0, onFirst = 0, unit = 1;
        for (var k = 0; k < _count; k++)
        {
            var demand = _state.DemandOf(items[k])[row];
            pool += demand;
            unit = Math.Max(unit, demand);
            onFirst += _state.NodeOf[items[k]] == first ? demand : 0;
        }

        for (var k = 0; k < _count; k++)
        {
            _demand[(row * MostItems) + k] = (float)(_state.DemandOf(items[k])[row] / unit);
        }

        var source = _guide.RowOf(row);
        var firstOthers = _state.Placement.LoadOf(source, first) - onFirst;
        var secondOthers = _state.Placement.LoadOf(source, second) - (pool - onFirst);
        if (row >= _dimensions)
        {
            var most = _problem.Limit[(source * _problem.NodeCount) + first] - firstOthers;
            var least = pool + secondOthers - _problem.Limit[(source * _problem.NodeCount) + second];
            _ranges[row - _dimensions] = new Range((float)(least / unit), (float)(most / unit));
            return;
        }

        // A node that does not count stands inside the window, whatever comes to it.
        var (perFirst, perSecond) = (_guide.InverseOf(row, first), _guide.InverseOf(row, second));
        _lines[row] = new Line
        {
            FirstSlope = Vector256.Create((float)(perFirst * unit)),
            FirstBase = (float)(perFirst == 0 ? _guide.UtilisationOf(row, first) : firstOthers * perFirst),
            SecondSlope = Vector256.Create((float)(-perSecond * unit)),
            SecondBase = (float)(perSecond == 0 ? _guide.UtilisationOf(row, second) : (secondOthers + pool) * perSecond),
            Low = Vector256.Create((float)_guide.LowOf(row)),
            High = Vector256.Create((float)_guide.HighOf(row)),
            Weight = Vector256.Create((float)_guide.WeightOf(row)),
        };
    }

    /// <summary>Sums of a row over all subsets of the first items: bit k of the index says whether item k is in it.</summary>
    private void Tabulate(int row)
    {
        var demand = _demand.AsSpan(row * MostItems, MostItems);
        var table = _table.AsSpan(row * TableSize, TableSize);
        table[0] = 0;
        for (var k = 0; k < 3; k++)
        {
            for (var i = 0; i < 1 << k; i++)
            {
                table[(1 << k) + i] = table[i] + (k < _count ? demand[k] : 0);
            }
        }

        ref var sums = ref MemoryMarshal.GetReference(table);
        for (var k = 3; k < Math.Min(_count, TableItems); k++)
        {
            var more = Vector256.Create(demand[k]);
            for (var i = 0; i < 1 << k; i += Lanes)
            {
                (Vector256.LoadUnsafe(ref sums, (nuint)i) + more).StoreUnsafe(ref sums, (nuint)(i + (1 << k)));
            }
        }
    }

    private void SumRest(int high, int tabled)
    {
        for (var r = 0; r < _rows; r++)
        {
            float sum = 0;
            for (var bits = high; bits != 0; bits &= bits - 1)
            {
                sum += _demand[(r * MostItems) + tabled + BitOperations.TrailingZeroCount(bits)];
            }

            _rest[r] = sum;
        }

        for (var d = 0; d < _dimensions; d++)
        {
            ref var line = ref _lines[d];
            line.First = Vector256.FusedMultiplyAdd(Vector256.Create(_rest[d]), line.FirstSlope, Vector256.Create(line.FirstBase));
            line.Second = Vector256.FusedMultiplyAdd(Vector256.Create(_rest[d]), line.SecondSlope, Vector256.Create(line.SecondBase));
        }
    }

    /// <summary>The values of eight divisions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Values(int at)
    {
        ref var table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_table), at);
        ref var line = ref MemoryMarshal.GetArrayDataReference(_lines);
        var value = Vector256.LoadUnsafe(ref table, (nuint)(_costRow * TableSize)) + Vector256.Create(_rest[_costRow]);
        for (var d = 0; d < _dimensions; d++)
        {
            var load = Vector256.LoadUnsafe(ref table);
            var first = Vector256.FusedMultiplyAdd(load, line.FirstSlope, line.First);
            var second = Vector256.FusedMultiplyAdd(load, line.SecondSlope, line.Second);
            first -= Vector256.MinNative(Vector256.MaxNative(first, line.Low), line.High);
            second -= Vector256.MinNative(Vector256.MaxNative(second, line.Low), line.High);
            value = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(first, first, second * second), line.Weight, value);
            table = ref Unsafe.Add(ref table, TableSize);
            line = ref Unsafe.Add(ref line, 1);
        }

        return value;
    }

    /// <summary>Which of eight divisions keep the limits of both nodes.</summary>
    private Vector256<float> Fitting(int at)
    {
        var fits = Vector256<float>.AllBitsSet;
        for (var l = 0; l < _ranges.Length; l++)
        {
            var row = _dimensions + l;
            var load = Vector256.LoadUnsafe(ref _table[(row * TableSize) + at]) + Vector256.Create(_rest[row]);
            fits &= Vector256.GreaterThanOrEqual(load, Vector256.Create(_ranges[l].Least)) & Vector256.LessThanOrEqual(load, Vector256.Create(_ranges[l].Most));
        }

        return fits;
    }

    private float ValueOf(int division)
    {
        var tabled = Math.Min(_count, TableItems);
        SumRest(division >> tabled, tabled);
        var at = division & ((1 << tabled) - 1);
        return Values(at / Lanes * Lanes)[at % Lanes];
    }

    /// <summary>A dimension's utilisation of both nodes as lines: base + slope x what the items bring to the first node.</summary>
    private struct Line
    {
        public Vector256<float> FirstSlope;
        public Vector256<float> SecondSlope;
        public Vector256<float> Low;
        public Vector256<float> High;
        public Vector256<float> Weight;

        /// <summary>The lines' values without the items of the table.</summary>
        public Vector256<float> First;
        public Vector256<float> Second;
        public float FirstBase;
        public float SecondBase;
    }

    /// <summary>What the items may bring to the first node at least, so that the second holds the others, and at most.</summary>
    private readonly record struct Range(float Least, float Most);
}
