namespace ProxLB.Core.Optimization;

/// <summary>Branch and bound over items: proves the best score of a small problem, or gives up after so many branches.</summary>
internal sealed class ExactSearch
{
    private readonly PlacementProblem _problem;
    private readonly ScoreOrder _scoreOrder;
    private readonly SearchBudget _budget;
    private readonly Func<int[], bool> _isReachable;
    private readonly PartialPlacement _placement;
    private readonly int[] _order;
    private long _branches;
    private long _mostBranches;
    private Score _best;
    private int[]? _bestPlace;

    /// <param name="problem">The problem; its sessions stand at the start placement.</param>
    /// <param name="scoreOrder">In which order the terms of the score count.</param>
    /// <param name="budget">Ends the search early on time-out or cancellation.</param>
    /// <param name="isReachable">Whether a placement can be reached by a legal order of migrations.</param>
    public ExactSearch(PlacementProblem problem, ScoreOrder scoreOrder, SearchBudget budget, Func<int[], bool> isReachable)
    {
        _problem = problem;
        _scoreOrder = scoreOrder;
        _budget = budget;
        _isReachable = isReachable;
        _placement = new PartialPlacement(problem);
        _order = Enumerable.Range(0, problem.Items.Length).OrderByDescending(Size).ThenBy(i => i).ToArray();
    }

    /// <summary>The best placement if it is better than the one known; null if none is.</summary>
    public int[]? Best => _bestPlace;

    /// <summary>Searches for a placement better than the known score. True if the search was complete: the better of both is optimal.</summary>
    public bool Run(in Score known, long mostBranches)
    {
        _best = known;
        _mostBranches = mostBranches;
        _placement.Lift();
        var complete = Branch(0);
        _placement.PutBack();
        return complete;
    }

    private bool Branch(int depth)
    {
        if (depth == _order.Length)
        {
            return Leaf();
        }

        if (++_branches > _mostBranches || ((_branches & 4095) == 0 && _budget.Look()))
        {
            return false;
        }

        var item = _order[depth];
        var complete = Try(depth, item, PartialPlacement.Stay);
        var allowed = _problem.Items[item].Allowed;
        for (var node = allowed.Next(-1); complete && node >= 0; node = allowed.Next(node))
        {
            complete = IsAt(item, node) || Try(depth, item, node);
        }

        return complete;
    }

    private bool Try(int depth, int item, int node)
    {
        _placement.Place(item, node);
        var complete = true;
        if (_placement.IsLegal(item) && !IsWorse(_placement.Bound()))
        {
            complete = Branch(depth + 1);
        }

        _placement.Unplace(item);
        return complete;
    }

    private bool Leaf()
    {
        var score = _placement.Bound(leaf: true);
        if (Score.Compare(score, _best, _scoreOrder) < 0 && _placement.SessionsHold() && _placement.AtStart(_isReachable))
        {
            _best = score;
            _bestPlace = (int[])_placement.Places.Clone();
        }

        return true;
    }

    private bool IsWorse(in Score bound) => Score.CompareThroughCost(bound, _best, _scoreOrder) > 0;

    private bool IsAt(int item, int node)
    {
        foreach (var guest in _problem.Items[item].Guests)
        {
            if (_problem.Start[guest] != node)
            {
                return false;
            }
        }

        return true;
    }

    private double Size(int item)
    {
        double size = 0;
        foreach (var dimension in _problem.Dimensions)
        {
            size = Math.Max(size, _problem.Items[item].Demand[dimension.Row] / Math.Max(1, dimension.MeanCapacity));
        }

        return size;
    }
}
