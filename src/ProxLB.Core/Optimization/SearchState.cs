using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>What all parts of a search share: the placement, the guide, and which items lie on which node.</summary>
internal sealed class SearchState
{
    /// <summary>With more nodes than this the promising ones are looked at first.</summary>
    private const int ManyNodes = 400;

    private const int PromisingNodes = 192;

    /// <summary>Every rule that a batch of moves touches looks at the whole batch.</summary>
    private const int MovesAtOnce = 32;

    private readonly double[] _demand;
    private readonly int[] _first;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly Move[] _moves;

    public SearchState(PlacementProblem problem, SearchBudget budget, ScoreOrder order)
    {
        Problem = problem;
        Budget = budget;
        Order = order;
        Placement = new WorkingPlacement(problem);
        Guide = new LoadGuide(problem, usePriorities: problem.Goal == BalancingGoal.Best);
        Extremes = new NodeExtremes(problem, Guide);
        Random = new SearchRandom(problem.Options.Seed);
        var items = problem.Items;
        _demand = new double[items.Length * Guide.Rows];
        _first = new int[problem.NodeCount];
        _next = new int[items.Length];
        _previous = new int[items.Length];
        NodeOf = new int[items.Length];
        _moves = new Move[problem.GuestCount];
        Array.Fill(_first, -1);
        for (var i = 0; i < items.Length; i++)
        {
            Guide.Demand(items[i], _demand.AsSpan(i * Guide.Rows, Guide.Rows));
            NodeOf[i] = -1;
            Locate(i);
        }
    }

    public PlacementProblem Problem { get; }

    public SearchBudget Budget { get; }

    public ScoreOrder Order { get; }

    public WorkingPlacement Placement { get; }

    public LoadGuide Guide { get; }

    public NodeExtremes Extremes { get; }

    public SearchRandom Random { get; }

    /// <summary>In a large cluster, looks only at its emptiest nodes for targets from now on: the best one is mostly among them.</summary>
    public bool LookAtPromising()
    {
        if (Problem.NodeCount <= ManyNodes)
        {
            return false;
        }

        Guide.ChoosePromising(Extremes.Emptiest(Math.Max(PromisingNodes, Problem.NodeCount / 16)));
        Guide.LookAtPromising();
        return true;
    }

    /// <summary>By item: the node all its members are on; -1 if they are apart.</summary>
    public int[] NodeOf { get; }

    public ReadOnlySpan<double> DemandOf(int item) => _demand.AsSpan(item * Guide.Rows, Guide.Rows);

    public int FirstOn(int node) => _first[node];

    public int NextOf(int item) => _next[item];

    public bool HasMoved(int item)
    {
        foreach (var guest in Problem.Items[item].Guests)
        {
            if (Placement.Place[guest] != Problem.Start[guest])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The moves that bring all members of an item to a node; the span is valid until the next call.</summary>
    public ReadOnlySpan<Move> MovesTo(int item, int node)
    {
        var count = 0;
        Append(item, node, ref count);
        return _moves.AsSpan(0, count);
    }

    /// <summary>The moves of two items together.</summary>
    public ReadOnlySpan<Move> MovesTo(int item, int node, int other, int otherNode)
    {
        var count = 0;
        Append(item, node, ref count);
        Append(other, otherNode, ref count);
        return _moves.AsSpan(0, count);
    }

    /// <summary>The moves of three items together.</summary>
    public ReadOnlySpan<Move> MovesTo(int item, int node, int other, int otherNode, int third, int thirdNode)
    {
        var count = 0;
        Append(item, node, ref count);
        Append(other, otherNode, ref count);
        Append(third, thirdNode, ref count);
        return _moves.AsSpan(0, count);
    }

    /// <summary>The moves of many items together.</summary>
    public ReadOnlySpan<Move> MovesTo(ReadOnlySpan<int> items, ReadOnlySpan<int> nodes)
    {
        var count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            Append(items[i], nodes[i], ref count);
        }

        return _moves.AsSpan(0, count);
    }

    /// <summary>The moves that bring all members of an item back to where they were at the start.</summary>
    public ReadOnlySpan<Move> MovesBack(int item)
    {
        var count = 0;
        foreach (var guest in Problem.Items[item].Guests)
        {
            if (Placement.Place[guest] != Problem.Start[guest])
            {
                _moves[count++] = new Move(guest, Placement.Place[guest], Problem.Start[guest]);
            }
        }

        return _moves.AsSpan(0, count);
    }

    public bool TryScore(ReadOnlySpan<Move> moves, out Score score)
    {
        Budget.Spend(1);
        return Placement.TryScore(moves, out score);
    }

    public void Commit(ReadOnlySpan<Move> moves)
    {
        foreach (var node in Placement.Commit(moves))
        {
            Guide.Refresh(Placement, node);
        }

        foreach (var move in moves)
        {
            Locate(Problem.ItemOf[move.Guest]);
        }
    }

    /// <summary>Goes to a remembered placement.</summary>
    public void GoTo(ReadOnlySpan<int> placement)
    {
        var count = 0;
        for (var g = 0; g < placement.Length; g++)
        {
            if (Placement.Place[g] != placement[g])
            {
                _moves[count++] = new Move(g, Placement.Place[g], placement[g]);
            }

            if (count == MovesAtOnce || g == placement.Length - 1)
            {
                Commit(_moves.AsSpan(0, count));
                count = 0;
            }
        }
    }

    private void Append(int item, int node, ref int count)
    {
        foreach (var guest in Problem.Items[item].Guests)
        {
            if (Placement.Place[guest] != node)
            {
                _moves[count++] = new Move(guest, Placement.Place[guest], node);
            }
        }
    }

    private void Locate(int item)
    {
        var guests = Problem.Items[item].Guests;
        var node = Placement.Place[guests[0]];
        foreach (var guest in guests)
        {
            node = Placement.Place[guest] == node ? node : -1;
        }

        if (node == NodeOf[item])
        {
            return;
        }

        Unlink(item);
        NodeOf[item] = node;
        if (node >= 0)
        {
            _next[item] = _first[node];
            _previous[item] = -1;
            if (_first[node] >= 0)
            {
                _previous[_first[node]] = item;
            }

            _first[node] = item;
        }
    }

    private void Unlink(int item)
    {
        var node = NodeOf[item];
        if (node < 0)
        {
            return;
        }

        if (_previous[item] >= 0)
        {
            _next[_previous[item]] = _next[item];
        }
        else
        {
            _first[node] = _next[item];
        }

        if (_next[item] >= 0)
        {
            _previous[_next[item]] = _previous[item];
        }
    }
}
