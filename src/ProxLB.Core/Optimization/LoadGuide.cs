using System.Runtime.CompilerServices;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Leads the search: a smooth measure of how far nodes are outside a window of utilisation, in double, swept with SIMD.</summary>
/// <remarks>A node's term is the sum over dimensions of weight x (distance of its utilisation to the window)^2. A window of no
/// width at the mean makes it the imbalance; a window as wide as the balanciness makes it zero exactly where the goal holds.
/// It only ranks candidates: what is carried out is scored in integers by <see cref="WorkingPlacement"/>.</remarks>
internal sealed class LoadGuide
{
    /// <summary>Utilisations that differ by less are the same.</summary>
    private const double Rounding = 1e-9;

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
    private readonly double[] _load;
    private readonly double[] _root;
    private readonly TargetSweep _all;
    private readonly TargetSweep _promising;
    private TargetSweep _sweep;

    /// <param name="problem">The problem.</param>
    /// <param name="usePriorities">Whether guests' priorities weigh their demand, as they do in the imbalance.</param>
    public LoadGuide(PlacementProblem problem, bool usePriorities)
    {
        _problem = problem;
        _stride = problem.NodeCount;
        var dimensions = problem.Dimensions.Length;
        _rows = new int[dimensions + problem.LimitedRows.Length];
        _utilisation = new double[dimensions * _stride];
        _inverse = new double[dimensions * _stride];
        _slack = new double[problem.LimitedRows.Length * _stride];
        _term = new double[_stride];
        _load = new double[_stride];
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
        _root = Array.ConvertAll(_weight, Math.Sqrt);
        _all = new TargetSweep(problem.NodeCount, dimensions, problem.LimitedRows.Length);
        _promising = new TargetSweep(problem.NodeCount, dimensions, problem.LimitedRows.Length);
        _sweep = _all;
        _all.Hold([.. Enumerable.Range(0, problem.NodeCount).Where(n => problem.Eligible[n])]);
    }

    public int Dimensions { get; }

    /// <summary>How many rows a demand vector for <see cref="BestTarget"/> has.</summary>
    public int Rows => _rows.Length;

    /// <summary>The problem's row of a row of the guide: first the dimensions, then the limits.</summary>
    public int RowOf(int row) => _rows[row];

    public long Evaluated { get; private set; }

    public double TermOf(int node) => _term[node];

    /// <summary>The weighted sum of a node's utilisations.</summary>
    public double LoadOf(int node) => _load[node];

    public double UtilisationOf(int dimension, int node) => _utilisation[(dimension * _stride) + node];

    /// <summary>One over the node's capacity; 0 if it does not count.</summary>
    public double InverseOf(int dimension, int node) => _inverse[(dimension * _stride) + node];

    public double WeightOf(int dimension) => _weight[dimension];

    public double LowOf(int dimension) => _low[dimension];

    public double HighOf(int dimension) => _high[dimension];

    /// <summary>Whether the node is above the window in some dimension.</summary>
    public bool IsAbove(int node)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            if (_inverse[(d * _stride) + node] > 0 && UtilisationOf(d, node) > _high[d])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the node is below the window in some dimension.</summary>
    public bool IsBelow(int node)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            if (_inverse[(d * _stride) + node] > 0 && UtilisationOf(d, node) < _low[d] - Rounding)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many nodes <see cref="BestTarget"/> looks at.</summary>
    public int Candidates => _sweep.Count;

    /// <summary>Chooses the nodes that <see cref="LookAtPromising"/> looks at.</summary>
    public void ChoosePromising(ReadOnlySpan<int> nodes)
    {
        _promising.Hold(nodes);
        foreach (var node in nodes)
        {
            Show(_promising, node);
        }
    }

    /// <summary>Looks only at the promising nodes from now on.</summary>
    public void LookAtPromising() => _sweep = _promising;

    /// <summary>Looks at all nodes again.</summary>
    public void LookAtAll() => _sweep = _all;

    public void SetWindow(int dimension, double low, double high)
    {
        _low[dimension] = low;
        _high[dimension] = high;
        _all.SetWindow(dimension, _root[dimension] * low, _root[dimension] * high);
        _promising.SetWindow(dimension, _root[dimension] * low, _root[dimension] * high);
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
        _load[node] = 0;
        for (var d = 0; d < Dimensions; d++)
        {
            var at = (d * _stride) + node;
            // A node that does not count stands inside the window: no term, whatever comes to it.
            _utilisation[at] = _inverse[at] == 0 ? InsideOf(d) : placement.LoadOf(_rows[d], node) * _inverse[at];
            _load[node] += _weight[d] * _utilisation[at];
        }

        for (var l = 0; l < _slack.Length / _stride; l++)
        {
            var row = _rows[Dimensions + l];
            var limit = _problem.Limit[(row * _problem.NodeCount) + node];
            _slack[(l * _stride) + node] = Math.Max(0, (double)limit - placement.LoadOf(row, node));
        }

        _term[node] = Term(node, default);
        Show(_all, node);
        Show(_promising, node);
    }

    /// <summary>The middle of the window; its upper end if it has no lower one.</summary>
    private double InsideOf(int dimension) =>
        double.IsInfinity(_low[dimension]) ? _high[dimension] : (_low[dimension] + _high[dimension]) / 2;

    /// <summary>Writes a demand in the order of the guide's rows.</summary>
    public void Demand(PlacementItem item, Span<double> demand)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            demand[i] = item.Demand[_rows[i]];
        }
    }

    /// <summary>By how much the node's term changes if the demand leaves it.</summary>
    [SkipLocalsInit]
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
    [SkipLocalsInit]
    public double Exchange(int node, ReadOnlySpan<double> comes, ReadOnlySpan<double> leaves)
    {
        Span<double> net = stackalloc double[Dimensions];
        for (var d = 0; d < net.Length; d++)
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
    [SkipLocalsInit]
    public int BestTarget(ReadOnlySpan<double> demand, NodeSet allowed, bool everywhere, int except, out double change)
    {
        Evaluated += _sweep.Count;
        Span<float> comes = stackalloc float[_rows.Length];
        for (var d = 0; d < Dimensions; d++)
        {
            comes[d] = (float)demand[d];
        }

        for (var r = Dimensions; r < comes.Length; r++)
        {
            comes[r] = demand[r] <= 0 ? 0 : MathF.BitIncrement((float)demand[r]);
        }

        var best = _sweep.Best(comes, allowed, everywhere, except);
        change = best < 0 ? double.PositiveInfinity : Arrive(best, demand);
        return best;
    }

    private void Show(TargetSweep sweep, int node)
    {
        if (!sweep.Holds(node))
        {
            return;
        }

        for (var d = 0; d < Dimensions; d++)
        {
            var at = (d * _stride) + node;
            sweep.SetLoad(node, d, _root[d] * _utilisation[at], _root[d] * _inverse[at]);
        }

        for (var l = 0; l < _rows.Length - Dimensions; l++)
        {
            sweep.SetSlack(node, l, _slack[(l * _stride) + node]);
        }

        sweep.SetTerm(node, _term[node]);
    }

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
}
