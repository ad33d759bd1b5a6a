using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>The one placement that a search works on: it scores moves from the nodes they touch, carries them out and takes them back.</summary>
internal sealed class WorkingPlacement
{
    private readonly PlacementProblem _problem;
    private readonly SessionLedger _sessions;
    private readonly long[] _load;
    private readonly long[] _ticks;
    private readonly long[] _imbalanceOf;
    private readonly long[] _imbalance;
    private readonly long[] _hot;
    private readonly long[] _overloadOf;
    private readonly SpreadTracker[] _spread;
    private readonly int[] _nodeStamp;
    private readonly int[] _touched;
    private readonly Move[] _one = new Move[1];
    private int _stamp;
    private long _misplaced;
    private long _overload;
    private long _cost;
    private readonly int _mostMigrations;
    private int _migrations;

    public WorkingPlacement(PlacementProblem problem)
    {
        _problem = problem;
        var nodes = problem.NodeCount;
        var dimensions = problem.Dimensions.Length;
        Place = (int[])problem.Start.Clone();
        _mostMigrations = problem.MaxMigrations ?? int.MaxValue;
        _load = (long[])problem.Base.Clone();
        _ticks = new long[dimensions * nodes];
        _imbalanceOf = new long[dimensions * nodes];
        _imbalance = new long[dimensions];
        _hot = new long[dimensions];
        _overloadOf = new long[nodes];
        _spread = new SpreadTracker[dimensions];
        _nodeStamp = new int[nodes];
        _touched = new int[nodes];
        _sessions = new SessionLedger(problem);
        for (var d = 0; d < dimensions; d++)
        {
            _spread[d] = new SpreadTracker(problem.Dimensions[d], _ticks, d * nodes, nodes);
        }

        Recompute();
    }

    /// <summary>By guest: the node it is on.</summary>
    public int[] Place { get; }

    /// <summary>By session: its violations at the start, which they never exceed.</summary>
    public ReadOnlySpan<long> StartViolations => _sessions.StartViolations;

    public ReadOnlySpan<long> Load => _load;

    public ReadOnlySpan<long> Ticks => _ticks;

    public long LoadOf(int row, int node) => _load[(row * _problem.NodeCount) + node];

    public long ViolationsOf(int session) => _sessions.ViolationsOf(session);

    public long ImbalanceOf(int dimension) => _imbalance[dimension];

    public Score Score => new(_misplaced + _sessions.Required, _overload, _sessions.Preferred, Distance(), _cost, Sum(_imbalance), _migrations);

    public SpreadTracker Spread(int dimension) => _spread[dimension];

    public bool TryScore(Move move, out Score score)
    {
        _one[0] = move;
        return TryScore(_one, out score);
    }

    /// <summary>The score after these moves together. False if they break what holds: a filter, a required rule above its start, a limit of a node that receives.</summary>
    public bool TryScore(ReadOnlySpan<Move> moves, out Score score) => Try(moves, withLoads: true, out score);

    /// <summary>Whether these moves together break nothing that holds and leave no more violations, overload and broken preferences.</summary>
    public bool IsHarmless(ReadOnlySpan<Move> moves) =>
        Try(moves, withLoads: false, out var score)
        && (score.Violations, score.Overload, score.Preferred).CompareTo((_misplaced + _sessions.Required, _overload, _sessions.Preferred)) <= 0;

    private bool Try(ReadOnlySpan<Move> moves, bool withLoads, out Score score)
    {
        score = Score.Worst;
        var violations = _misplaced + _sessions.Required;
        var cost = _cost;
        var migrations = _migrations;
        var ruled = false;
        foreach (var move in moves)
        {
            var start = _problem.Start[move.Guest];
            if (move.To != start && !_problem.Allowed[move.Guest].Contains(move.To))
            {
                return false;
            }

            violations += (_problem.MustLeave(move.Guest, move.To) ? 1 : 0) - (_problem.MustLeave(move.Guest, move.From) ? 1 : 0);
            var away = (move.To != start ? 1 : 0) - (move.From != start ? 1 : 0);
            cost += away * _problem.Cost[move.Guest];
            migrations += away;
            ruled |= _problem.SessionStart[move.Guest] != _problem.SessionStart[move.Guest + 1];
        }

        if (migrations > _mostMigrations && migrations > _migrations)
        {
            return false;
        }

        var preferred = _sessions.Preferred;
        if (ruled && !_sessions.Try(moves, ref violations, ref preferred))
        {
            return false;
        }

        var touched = Apply(moves, 1);
        var fits = Fits(moves);
        if (fits)
        {
            var overload = _overload;
            for (var i = 0; i < touched; i++)
            {
                overload += OverloadOf(_touched[i]) - _overloadOf[_touched[i]];
            }

            long imbalance = 0;
            var distance = withLoads ? TouchedDistance(touched, out imbalance) : 0;
            score = new Score(violations, overload, preferred, distance, cost, imbalance, migrations);
        }

        Apply(moves, -1);
        return fits;
    }

    public void Commit(Move move)
    {
        _one[0] = move;
        Commit(_one);
    }

    /// <summary>Carries the moves out.</summary>
    /// <returns>The nodes they touched; valid until the next call.</returns>
    public ReadOnlySpan<int> Commit(ReadOnlySpan<Move> moves)
    {
        foreach (var move in moves)
        {
            var start = _problem.Start[move.Guest];
            _misplaced += (_problem.MustLeave(move.Guest, move.To) ? 1 : 0) - (_problem.MustLeave(move.Guest, move.From) ? 1 : 0);
            var away = (move.To != start ? 1 : 0) - (move.From != start ? 1 : 0);
            _cost += away * _problem.Cost[move.Guest];
            _migrations += away;
            Place[move.Guest] = move.To;
        }

        _sessions.Commit(moves);
        var touched = Apply(moves, 1);
        for (var i = 0; i < touched; i++)
        {
            Refresh(_touched[i]);
        }

        return _touched.AsSpan(0, touched);
    }

    /// <summary>Brings every guest to where another placement has it.</summary>
    public void GoTo(ReadOnlySpan<int> placement)
    {
        for (var g = 0; g < placement.Length; g++)
        {
            if (Place[g] != placement[g])
            {
                Commit(new Move(g, Place[g], placement[g]));
            }
        }
    }

    /// <summary>Whether a required session or limit refuses the guest a place there, as far as counts tell; used for explanations.</summary>
    public long OverloadOf(int node)
    {
        if (!_problem.Eligible[node])
        {
            return 0;
        }

        long overload = 0;
        foreach (var row in _problem.LimitedRows)
        {
            var at = (row * _problem.NodeCount) + node;
            overload += NodeTerms.Overload(_load[at], _problem.Limit[at]);
        }

        return overload;
    }

    /// <summary>Builds all sums from the placement; what the increments must agree with.</summary>
    private void Recompute()
    {
        var p = _problem;
        for (var g = 0; g < p.GuestCount; g++)
        {
            for (var r = 0; r < p.RowCount; r++)
            {
                _load[(r * p.NodeCount) + Place[g]] += p.DemandOf(g, r);
            }

            _misplaced += p.MustLeave(g, Place[g]) ? 1 : 0;
        }

        for (var n = 0; n < p.NodeCount; n++)
        {
            Refresh(n);
        }
    }

    private void Refresh(int node)
    {
        var p = _problem;
        for (var d = 0; d < p.Dimensions.Length; d++)
        {
            var dimension = p.Dimensions[d];
            var capacity = dimension.Capacity[node];
            if (capacity == 0)
            {
                continue;
            }

            var at = (d * p.NodeCount) + node;
            var ticks = NodeTerms.Ticks(_load[(dimension.Row * p.NodeCount) + node], capacity);
            if (dimension.HotAbove is { } hot)
            {
                _hot[d] += Math.Max(0, ticks - hot[node]) - Math.Max(0, _ticks[at] - hot[node]);
            }

            _ticks[at] = ticks;
            _spread[d].Update(node);
            var imbalance = NodeTerms.Imbalance(dimension, _load[(dimension.PriorityRow * p.NodeCount) + node], capacity);
            _imbalance[d] += imbalance - _imbalanceOf[at];
            _imbalanceOf[at] = imbalance;
        }

        var overload = OverloadOf(node);
        _overload += overload - _overloadOf[node];
        _overloadOf[node] = overload;
    }

    private int Apply(ReadOnlySpan<Move> moves, int sign)
    {
        var p = _problem;
        var touched = 0;
        var stamp = ++_stamp;
        foreach (var move in moves)
        {
            var demand = p.Demand.AsSpan(move.Guest * p.RowCount, p.RowCount);
            for (var r = 0; r < demand.Length; r++)
            {
                var row = r * p.NodeCount;
                _load[row + move.From] -= sign * demand[r];
                _load[row + move.To] += sign * demand[r];
            }

            touched = Touch(move.To, stamp, Touch(move.From, stamp, touched));
        }

        return touched;
    }

    private int Touch(int node, int stamp, int touched)
    {
        if (_nodeStamp[node] != stamp)
        {
            _nodeStamp[node] = stamp;
            _touched[touched++] = node;
        }

        return touched;
    }

    private bool Fits(ReadOnlySpan<Move> moves)
    {
        var p = _problem;
        foreach (var move in moves)
        {
            if (move.To == p.Start[move.Guest])
            {
                continue;
            }

            foreach (var row in p.LimitedRows)
            {
                var at = (row * p.NodeCount) + move.To;
                if (_load[at] > p.Limit[at] && p.DemandOf(move.Guest, row) > 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private long TouchedDistance(int touched, out long imbalance)
    {
        var p = _problem;
        imbalance = 0;
        long distance = 0;
        for (var d = 0; d < p.Dimensions.Length; d++)
        {
            var dimension = p.Dimensions[d];
            var any = _spread[d].Extremes(_nodeStamp, _stamp, out var highest, out var lowest);
            highest = any ? highest : long.MinValue;
            lowest = any ? lowest : long.MaxValue;
            var ownImbalance = _imbalance[d];
            var hot = _hot[d];
            for (var i = 0; i < touched; i++)
            {
                var node = _touched[i];
                var capacity = dimension.Capacity[node];
                if (capacity == 0)
                {
                    continue;
                }

                var at = (d * p.NodeCount) + node;
                var ticks = NodeTerms.Ticks(_load[(dimension.Row * p.NodeCount) + node], capacity);
                highest = Math.Max(highest, ticks);
                lowest = Math.Min(lowest, ticks);
                ownImbalance += NodeTerms.Imbalance(dimension, _load[(dimension.PriorityRow * p.NodeCount) + node], capacity) - _imbalanceOf[at];
                if (dimension.HotAbove is { } above)
                {
                    hot += Math.Max(0, ticks - above[node]) - Math.Max(0, _ticks[at] - above[node]);
                }
            }

            imbalance += ownImbalance;
            distance += DistanceOf(dimension, highest, lowest, ownImbalance, hot);
        }

        return distance;
    }

    private long Distance()
    {
        var p = _problem;
        long distance = 0;
        var stamp = ++_stamp;
        for (var d = 0; d < p.Dimensions.Length; d++)
        {
            if (_spread[d].Extremes(_nodeStamp, stamp, out var highest, out var lowest))
            {
                distance += DistanceOf(p.Dimensions[d], highest, lowest, _imbalance[d], _hot[d]);
            }
        }

        return distance;
    }

    private long DistanceOf(BalancedDimension dimension, long highest, long lowest, long imbalance, long hot)
    {
        if (highest < dimension.Floor)
        {
            return 0;
        }

        if (_problem.Goal == BalancingGoal.Best)
        {
            return imbalance;
        }

        return dimension.WeightSteps * Math.Clamp(dimension.HotAbove is null ? highest - lowest - dimension.Balanciness : hot, 0, ScoreUnits.MostTicks);
    }

    private static long Sum(long[] values)
    {
        long sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
