namespace ProxLB.Core.Constraints;

/// <summary>Each node's HA guests would find a place if it were lost. In increments: their memory against the free memory of the others, and the
/// largest of them against the largest gap; the packing itself is asked once a unit.</summary>
/// <remarks>Broken at the start, it may only get better.</remarks>
internal sealed class SurvivalSession : IConstraintSession
{
    private readonly SurvivalFigures _figures;
    private readonly SurvivalPacking _packing;
    private readonly bool[] _open;
    private readonly string[] _names;
    private readonly int[] _members;
    private readonly int[] _place;
    private readonly long[] _free;
    private readonly long[] _haMemory;
    private readonly List<int>[] _haGuests;
    private readonly int _unplacedAtStart;

    public SurvivalSession(SurvivalFigures figures, PlacementContext context)
    {
        _figures = figures;
        _packing = new SurvivalPacking(figures);
        _place = context.Placement.ToArray();
        _free = figures.FreeUnder(context.Placement);
        _haMemory = new long[context.NodeCount];
        _haGuests = new List<int>[context.NodeCount];
        _open = new bool[context.NodeCount];
        _names = new string[context.NodeCount];
        for (var n = 0; n < _open.Length; n++)
        {
            _open[n] = context.IsEligible(n);
            _names[n] = context.Cluster.Nodes[n].Name;
            _haGuests[n] = [];
        }

        var members = new List<int>();
        for (var g = 0; g < _place.Length; g++)
        {
            if (figures.Demand[g] > 0 && context.MayMove(g))
            {
                members.Add(g);
            }

            if (figures.Restarts[g])
            {
                _haMemory[_place[g]] += figures.Demand[g];
                _haGuests[_place[g]].Add(g);
            }
        }

        _members = [.. members];
        _unplacedAtStart = CountUnplaced(out _);
    }

    public string? Rule => null;

    public ReadOnlySpan<int> Guests => _members;

    public bool HoldsOnTheWay => true;

    public long Violations
    {
        get
        {
            var (total, largest, second, widest) = Gaps();
            long violations = 0;
            for (var n = 0; n < _open.Length; n++)
            {
                if (_haGuests[n].Count == 0)
                {
                    continue;
                }

                var others = total - (_open[n] ? Math.Max(0, _free[n]) : 0);
                violations += _haMemory[n] > others ? 1 : 0;
                violations += LargestOn(n) > (n == widest ? second : largest) ? 1 : 0;
            }

            return violations;
        }
    }

    public long Change(ReadOnlySpan<Move> moves)
    {
        var before = Violations;
        Commit(moves);
        var after = Violations;
        for (var i = moves.Length - 1; i >= 0; i--)
        {
            Apply(moves[i].Reversed);
        }

        return after - before;
    }

    public void Commit(ReadOnlySpan<Move> moves)
    {
        foreach (var move in moves)
        {
            Apply(move);
        }
    }

    public string? Explain(int guest, int node)
    {
        Span<Move> move = [new Move(guest, _place[guest], node)];
        return Change(move) > 0 ? $"With it on {_names[node]}, the loss of a node would leave HA guests without memory to restart in." : null;
    }

    public bool Verify(out string? reason)
    {
        var unplaced = CountUnplaced(out var worst);
        reason = unplaced > _unplacedAtStart
            ? $"If {worst} were lost, {unplaced - _unplacedAtStart} more of the HA guests would find no place under the HA rules."
            : null;
        return reason is null;
    }

    private (long Total, long Largest, long Second, int Widest) Gaps()
    {
        long total = 0;
        long largest = 0;
        long second = 0;
        var widest = -1;
        for (var n = 0; n < _open.Length; n++)
        {
            var gap = _open[n] ? Math.Max(0, _free[n]) : 0;
            total += gap;
            if (gap > largest)
            {
                (second, largest, widest) = (largest, gap, n);
            }
            else if (gap > second)
            {
                second = gap;
            }
        }

        return (total, largest, second, widest);
    }

    private long LargestOn(int node)
    {
        long largest = 0;
        foreach (var guest in _haGuests[node])
        {
            largest = Math.Max(largest, _figures.Demand[guest]);
        }

        return largest;
    }

    private void Apply(Move move)
    {
        var memory = _figures.Demand[move.Guest];
        Shift(move.Guest, move.From, memory);
        Shift(move.Guest, move.To, -memory);
        _place[move.Guest] = move.To >= 0 ? move.To : _place[move.Guest];
    }

    private void Shift(int guest, int node, long freed)
    {
        if (node < 0)
        {
            return;
        }

        _free[node] += freed;
        if (!_figures.Restarts[guest])
        {
            return;
        }

        _haMemory[node] -= freed;
        if (freed > 0)
        {
            _haGuests[node].Remove(guest);
        }
        else
        {
            _haGuests[node].Add(guest);
        }
    }

    private int CountUnplaced(out string worst)
    {
        worst = "";
        var most = 0;
        var sum = 0;
        var lost = new bool[_open.Length];
        for (var n = 0; n < lost.Length; n++)
        {
            if (_haGuests[n].Count > 0)
            {
                lost[n] = true;
                var unplaced = _packing.Unplaced(lost, _open, _place).Count;
                lost[n] = false;
                sum += unplaced;
                (most, worst) = unplaced > most ? (unplaced, _names[n]) : (most, worst);
            }
        }

        return sum;
    }
}
