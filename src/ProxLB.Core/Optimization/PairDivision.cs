using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Divides the items of two nodes between them anew: looks at every division of up to <see cref="MostItems"/> of them, eight at once, and takes the best.</summary>
/// <remarks>To solve two machines exactly while all others stay is how schedules of parallel machines are improved (Haouari, Gharbi and Jemmali 2006).
/// The best division is that with the least terms of the guide, and of those inside the window the cheapest. It is looked for in single
/// precision; what is carried out has been checked exactly.</remarks>
internal sealed class PairDivision
{
    /// <summary>Of more items than this, so many are chosen at random.</summary>
    private const int MostItems = 13;

    private const int Lanes = 8;

    /// <summary>What setting up a pair takes, in evaluations.</summary>
    private const int Overhead = 64;

    /// <summary>Sums over the first items are worked out once, those over the others in turns.</summary>
    private const int TableItems = 8;

    private const int TableSize = 1 << TableItems;

    /// <summary>Where rules refuse so many promising divisions, the pair is left as it is.</summary>
    private const int MostRefusals = 64;

    /// <summary>The costs of all guests together weigh as much as this term, which is far below any that is worth mending.</summary>
    private const float CostWeight = 1e-9f;

    private readonly SearchState _state;
    private readonly int _dimensions;
    private readonly int _rows;
    private readonly int _costRow;
    private readonly double _costUnit;
    private readonly int[] _items;
    private readonly int[] _targets = new int[MostItems];
    private readonly float[] _demand;
    private readonly float[] _table;
    private readonly float[] _rest;
    private readonly Line[] _lines;
    private readonly Range[] _ranges;

    private int _first;
    private int _second;
    private int _count;

    public PairDivision(SearchState state)
    {
        _state = state;
        _dimensions = state.Guide.Dimensions;
        _rows = state.Guide.Rows + 1;
        _costRow = state.Guide.Rows;
        _costUnit = CostWeight / Math.Max(1, state.Problem.Items.Sum(item => (double)item.Cost));
        _items = new int[state.Problem.Items.Length];
        _demand = new float[_rows * MostItems];
        _table = new float[_rows * TableSize];
        _rest = new float[_rows];
        _lines = new Line[_dimensions];
        _ranges = new Range[_rows - _dimensions - 1];
    }

    /// <summary>Finds the best division of the two nodes' items and carries it out; false if it is the one there is.</summary>
    public bool Run(int first, int second)
    {
        (_first, _second) = (first, second);
        Choose();
        if (_count < 2 || IsPerfect())
        {
            return false;
        }

        Prepare();
        var now = 0;
        for (var k = 0; k < _count; k++)
        {
            now |= _state.NodeOf[_items[k]] == first ? 1 << k : 0;
        }

        _state.Budget.Spend(Overhead + ((1 << _count) / Lanes));
        var found = Search(now, careful: false);
        if (found != now && !_state.Placement.IsHarmless(MovesOf(found)))
        {
            found = Search(now, careful: true);
        }

        if (found == now)
        {
            return false;
        }

        _state.Commit(MovesOf(found));
        return true;
    }

    private void Choose()
    {
        var count = 0;
        for (var item = _state.FirstOn(_first); item >= 0; item = _state.NextOf(item))
        {
            count += Add(item, count);
        }

        for (var item = _state.FirstOn(_second); item >= 0; item = _state.NextOf(item))
        {
            count += Add(item, count);
        }

        _count = Math.Min(count, MostItems);
        for (var k = 0; k < _count && count > _count; k++)
        {
            var other = k + _state.Random.Next(count - k);
            (_items[k], _items[other]) = (_items[other], _items[k]);
        }
    }

    private int Add(int item, int at)
    {
        _items[at] = item;
        var allowed = _state.Problem.Items[item].Allowed;
        return allowed.Contains(_first) && allowed.Contains(_second) ? 1 : 0;
    }

    /// <summary>Whether both nodes are inside the window, and no item lies on one of them that would cost less on the other.</summary>
    private bool IsPerfect()
    {
        if (_state.Guide.TermOf(_first) + _state.Guide.TermOf(_second) > 0)
        {
            return false;
        }

        for (var k = 0; k < _count; k++)
        {
            var start = StartOf(_items[k]);
            if (start != _state.NodeOf[_items[k]] && (start == _first || start == _second))
            {
                return false;
            }
        }

        return true;
    }

    private int StartOf(int item) => _state.Problem.Start[_state.Problem.Items[item].Guests[0]];

    private void Prepare()
    {
        for (var r = 0; r < _costRow; r++)
        {
            PrepareLoad(r);
        }

        // What having an item on the first node costs more than having it on the second.
        for (var k = 0; k < _count; k++)
        {
            var start = StartOf(_items[k]);
            var cost = (float)(_costUnit * _state.Problem.Items[_items[k]].Cost);
            _demand[(_costRow * MostItems) + k] = start == _first ? -cost : start == _second ? cost : 0;
        }

        for (var r = 0; r < _rows; r++)
        {
            Tabulate(r);
        }
    }

    /// <summary>What a row of both nodes becomes, as a function of what of it the items bring to the first node.</summary>
    private void PrepareLoad(int row)
    {
        var guide = _state.Guide;
        double pool = 0, onFirst = 0, unit = 1;
        for (var k = 0; k < _count; k++)
        {
            var demand = _state.DemandOf(_items[k])[row];
            pool += demand;
            unit = Math.Max(unit, demand);
            onFirst += _state.NodeOf[_items[k]] == _first ? demand : 0;
        }

        for (var k = 0; k < _count; k++)
        {
            _demand[(row * MostItems) + k] = (float)(_state.DemandOf(_items[k])[row] / unit);
        }

        var source = guide.RowOf(row);
        var firstOthers = _state.Placement.LoadOf(source, _first) - onFirst;
        var secondOthers = _state.Placement.LoadOf(source, _second) - (pool - onFirst);
        if (row >= _dimensions)
        {
            var most = _state.Problem.Limit[(source * _state.Problem.NodeCount) + _first] - firstOthers;
            var least = pool + secondOthers - _state.Problem.Limit[(source * _state.Problem.NodeCount) + _second];
            _ranges[row - _dimensions] = new Range((float)(least / unit), (float)(most / unit));
            return;
        }

        // A node that does not count stands inside the window, whatever comes to it.
        var (perFirst, perSecond) = (guide.InverseOf(row, _first), guide.InverseOf(row, _second));
        _lines[row] = new Line
        {
            FirstSlope = Vector256.Create((float)(perFirst * unit)),
            FirstBase = (float)(perFirst == 0 ? guide.UtilisationOf(row, _first) : firstOthers * perFirst),
            SecondSlope = Vector256.Create((float)(-perSecond * unit)),
            SecondBase = (float)(perSecond == 0 ? guide.UtilisationOf(row, _second) : (secondOthers + pool) * perSecond),
            Low = Vector256.Create((float)guide.LowOf(row)),
            High = Vector256.Create((float)guide.HighOf(row)),
            Weight = Vector256.Create((float)guide.WeightOf(row)),
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

    /// <summary>The division of least value: bit k says whether item k lies on the first node.</summary>
    /// <param name="now">The division there is.</param>
    /// <param name="careful">Whether each division is checked before it counts as better.</param>
    private int Search(int now, bool careful)
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

                    if (careful && !_state.Placement.IsHarmless(MovesOf(division)))
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

    private ReadOnlySpan<Move> MovesOf(int division)
    {
        for (var k = 0; k < _count; k++)
        {
            _targets[k] = (division >> k & 1) != 0 ? _first : _second;
        }

        return _state.MovesTo(_items.AsSpan(0, _count), _targets.AsSpan(0, _count));
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
