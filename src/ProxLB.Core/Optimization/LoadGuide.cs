using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Leads the search: a smooth measure of how far nodes are outside a window of utilisation, in double, swept with SIMD.</summary>
/// <remarks>A node's term is the sum over dimensions of weight x (distance of its utilisation to the window)^2. A window of no
/// width at the mean makes it the imbalance; a window as wide as the balanciness makes it zero exactly where the goal holds.
/// It only ranks candidates: what is carried out is scored in integers by <see cref="WorkingPlacement"/>.</remarks>
internal sealed class LoadGuide
{
    private static readonly Vector256<double>[] LaneMasks = MakeLaneMasks();

    private readonly PlacementProblem _problem;
    private readonly int[] _rows;
    private readonly int _stride;
    private readonly double[] _utilisation;
    private readonly double[] _inverse;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double[] _weight;
    private readonly double[] _slack;
    private readonly double[] _term;
    private ulong[]? _filter;

    /// <param name="problem">The problem.</param>
    /// <param name="usePriorities">Whether guests' priorities weigh their demand, as they do in the imbalance.</param>
    public LoadGuide(PlacementProblem problem, bool usePriorities)
    {
        _problem = problem;
        _stride = (problem.NodeCount + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
        var dimensions = problem.Dimensions.Length;
        _rows = new int[dimensions + problem.LimitedRows.Length];
        _utilisation = new double[dimensions * _stride];
        _inverse = new double[dimensions * _stride];
        _slack = new double[problem.LimitedRows.Length * _stride];
        _term = new double[_stride];
        _low = new double[dimensions];
        _high = new double[dimensions];
        _weight = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var dimension = problem.Dimensions[d];
            _rows[d] = usePriorities ? dimension.PriorityRow : dimension.Row;
            _weight[d] = dimension.Weight;
            for (var n = 0; n < problem.NodeCount; n++)
            {
                _inverse[(d * _stride) + n] = dimension.Capacity[n] == 0 ? 0 : 1.0 / dimension.Capacity[n];
            }
        }

        problem.LimitedRows.CopyTo(_rows.AsSpan(dimensions));
        Dimensions = dimensions;
    }

    public int Dimensions { get; }

    /// <summary>How many rows a demand vector for <see cref="BestTarget"/> has.</summary>
    public int Rows => _rows.Length;

    public long Evaluated { get; private set; }

    public double TermOf(int node) => _term[node];

    public double UtilisationOf(int dimension, int node) => _utilisation[(dimension * _stride) + node];

    public double LowOf(int dimension) => _low[dimension];

    public double HighOf(int dimension) => _high[dimension];

    /// <summary>Looks only at the nodes of a set from now on; null: at all.</summary>
    public void Filter(NodeSet? nodes) => _filter = nodes?.Words.ToArray();

    public void SetWindow(int dimension, double low, double high)
    {
        _low[dimension] = low;
        _high[dimension] = high;
    }

    /// <summary>Reads all loads anew.</summary>
    public void Load(WorkingPlacement placement)
    {
        for (var n = 0; n < _problem.NodeCount; n++)
        {
            Refresh(placement, n);
        }
    }

    public void Refresh(WorkingPlacement placement, int node)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            var at = (d * _stride) + node;
            // A node that does not count stands in the middle of the window: no term, whatever comes to it.
            _utilisation[at] = _inverse[at] == 0 ? (_low[d] + _high[d]) / 2 : placement.LoadOf(_rows[d], node) * _inverse[at];
        }

        for (var l = 0; l < _slack.Length / _stride; l++)
        {
            var row = _rows[Dimensions + l];
            var limit = _problem.Limit[(row * _problem.NodeCount) + node];
            _slack[(l * _stride) + node] = Math.Max(0, (double)limit - placement.LoadOf(row, node));
        }

        _term[node] = Term(node, default);
    }

    /// <summary>Writes a demand in the order of the guide's rows.</summary>
    public void Demand(PlacementItem item, Span<double> demand)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            demand[i] = item.Demand[_rows[i]];
        }
    }

    /// <summary>By how much the node's term changes if the demand leaves it.</summary>
    public double Leave(int node, ReadOnlySpan<double> demand)
    {
        Span<double> negative = stackalloc double[Dimensions];
        for (var d = 0; d < Dimensions; d++)
        {
            negative[d] = -demand[d];
        }

        return Term(node, negative) - _term[node];
    }

    /// <summary>By how much the node's term changes if one demand comes and another leaves.</summary>
    public double Exchange(int node, ReadOnlySpan<double> comes, ReadOnlySpan<double> leaves)
    {
        Span<double> net = stackalloc double[Dimensions];
        for (var d = 0; d < Dimensions; d++)
        {
            net[d] = comes[d] - leaves[d];
        }

        return Term(node, net) - _term[node];
    }

    public bool Fits(int node, ReadOnlySpan<double> comes, ReadOnlySpan<double> leaves)
    {
        for (var l = Dimensions; l < _rows.Length; l++)
        {
            var slack = _slack[((l - Dimensions) * _stride) + node] + (leaves.IsEmpty ? 0 : leaves[l]);
            if (comes[l] > 0 && comes[l] > slack)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The term change at the node if the demand comes to it.</summary>
    public double Arrive(int node, ReadOnlySpan<double> demand) => Term(node, demand) - _term[node];

    /// <summary>The node of a set whose term grows least (or falls most) if a demand comes to it, among those it fits on; -1 if there is none.</summary>
    public int BestTarget(ReadOnlySpan<double> demand, NodeSet allowed, int except, out double change)
    {
        Evaluated += _problem.NodeCount;
        return Vector256.IsHardwareAccelerated
            ? Sweep(demand, allowed.Words, except, out change)
            : ScalarBestTarget(demand, allowed, except, out change);
    }

    /// <summary>The same without SIMD: the oracle of the sweep, and its stand-in where the processor has none.</summary>
    public int ScalarBestTarget(ReadOnlySpan<double> demand, NodeSet allowed, int except, out double change)
    {
        var best = -1;
        change = double.PositiveInfinity;
        for (var n = allowed.Next(-1); n >= 0; n = allowed.Next(n))
        {
            if (n == except || !IsOpen(allowed.Words, n) || !Fits(n, demand, default))
            {
                continue;
            }

            var own = Arrive(n, demand);
            if (own < change)
            {
                change = own;
                best = n;
            }
        }

        return best;
    }

    [SkipLocalsInit]
    private int Sweep(ReadOnlySpan<double> demand, ReadOnlySpan<ulong> allowed, int except, out double change)
    {
        // What stays the same for all nodes is spread over the lanes once.
        var dimensions = Dimensions;
        var limits = _rows.Length - dimensions;
        Span<Vector256<double>> comes = stackalloc Vector256<double>[_rows.Length];
        Span<Window> windows = stackalloc Window[dimensions];
        for (var r = 0; r < comes.Length; r++)
        {
            comes[r] = Vector256.Create(demand[r]);
        }

        for (var d = 0; d < windows.Length; d++)
        {
            windows[d] = new Window(Vector256.Create(_low[d]), Vector256.Create(_high[d]), Vector256.Create(_weight[d]));
        }

        ref var slack = ref MemoryMarshal.GetArrayDataReference(_slack);
        ref var utilisation = ref MemoryMarshal.GetArrayDataReference(_utilisation);
        ref var inverse = ref MemoryMarshal.GetArrayDataReference(_inverse);
        ref var term = ref MemoryMarshal.GetArrayDataReference(_term);
        ref var firstCome = ref MemoryMarshal.GetReference(comes);
        ref var firstWindow = ref MemoryMarshal.GetReference(windows);
        ref var masks = ref MemoryMarshal.GetArrayDataReference(LaneMasks);
        var bestChange = Vector256.Create(double.PositiveInfinity);
        var bestNode = Vector256.Create(-1.0);
        var lanes = Vector256.Create(0.0, 1.0, 2.0, 3.0);
        for (var word = 0; word < allowed.Length; word++)
        {
            var open = allowed[word] & (_filter is null ? ulong.MaxValue : _filter[word]);
            for (var n = word << 6; open != 0; n += Vector256<double>.Count, open >>= Vector256<double>.Count)
            {
                var bits = (int)open & 15;
                if (bits == 0)
                {
                    continue;
                }

                var mask = Unsafe.Add(ref masks, bits);
                for (var l = 0; l < limits; l++)
                {
                    mask &= Vector256.LessThanOrEqual(
                        Unsafe.Add(ref firstCome, dimensions + l), Vector256.LoadUnsafe(ref slack, (nuint)((l * _stride) + n)));
                }

                var sum = -Vector256.LoadUnsafe(ref term, (nuint)n);
                for (var d = 0; d < dimensions; d++)
                {
                    var at = (nuint)((d * _stride) + n);
                    ref var window = ref Unsafe.Add(ref firstWindow, d);
                    var after = Vector256.FusedMultiplyAdd(
                        Unsafe.Add(ref firstCome, d), Vector256.LoadUnsafe(ref inverse, at), Vector256.LoadUnsafe(ref utilisation, at));
                    var outside = Vector256.MaxNative(
                        Vector256.MaxNative(after - window.High, window.Low - after), Vector256<double>.Zero);
                    sum = Vector256.FusedMultiplyAdd(outside * window.Weight, outside, sum);
                }

                mask &= Vector256.LessThan(sum, bestChange);
                bestChange = Vector256.ConditionalSelect(mask, sum, bestChange);
                bestNode = Vector256.ConditionalSelect(mask, lanes + Vector256.Create((double)n), bestNode);
            }
        }

        return Lowest(bestChange, bestNode, except, demand, allowed, out change);
    }

    private readonly record struct Window(Vector256<double> Low, Vector256<double> High, Vector256<double> Weight);

    private int Lowest(
        Vector256<double> changes, Vector256<double> nodes, int except, ReadOnlySpan<double> demand, ReadOnlySpan<ulong> allowed, out double change)
    {
        var best = -1;
        change = double.PositiveInfinity;
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            var node = (int)nodes[lane];
            if (node < 0)
            {
                continue;
            }

            var own = changes[lane];
            if (node == except)
            {
                // The lane's best is the node itself: look through this lane again without it.
                node = LaneBest(lane, except, demand, allowed, out own);
            }

            if (node >= 0 && (own < change || (own == change && node < best)))
            {
                change = own;
                best = node;
            }
        }

        return best;
    }

    private int LaneBest(int lane, int except, ReadOnlySpan<double> demand, ReadOnlySpan<ulong> allowed, out double change)
    {
        var best = -1;
        change = double.PositiveInfinity;
        for (var n = lane; n < _problem.NodeCount; n += Vector256<double>.Count)
        {
            if (n == except || !IsOpen(allowed, n) || !Fits(n, demand, default))
            {
                continue;
            }

            var own = Arrive(n, demand);
            if (own < change)
            {
                change = own;
                best = n;
            }
        }

        return best;
    }

    private bool IsOpen(ReadOnlySpan<ulong> allowed, int node) =>
        ((allowed[node >> 6] & (_filter is null ? ulong.MaxValue : _filter[node >> 6])) >> (node & 63) & 1) != 0;

    private double Term(int node, ReadOnlySpan<double> comes)
    {
        double sum = 0;
        for (var d = 0; d < Dimensions; d++)
        {
            var at = (d * _stride) + node;
            var after = comes.IsEmpty ? _utilisation[at] : Math.FusedMultiplyAdd(comes[d], _inverse[at], _utilisation[at]);
            var outside = Math.Max(0, Math.Max(after - _high[d], _low[d] - after));
            sum = Math.FusedMultiplyAdd(outside * _weight[d], outside, sum);
        }

        return sum;
    }

    private static Vector256<double>[] MakeLaneMasks()
    {
        var masks = new Vector256<double>[16];
        for (var bits = 0; bits < masks.Length; bits++)
        {
            masks[bits] = Vector256.Create(Lane(bits, 0), Lane(bits, 1), Lane(bits, 2), Lane(bits, 3)).AsDouble();
        }

        return masks;

        static long Lane(int bits, int lane) => (bits >> lane & 1) != 0 ? -1L : 0L;
    }
}
