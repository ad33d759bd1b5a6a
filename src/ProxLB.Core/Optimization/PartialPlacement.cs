using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>A placement in which some items are placed and the others count nowhere: what a branch of the exact search stands on.</summary>
/// <remarks>Loads, overload and the violations of counting rules only grow as guests are placed, and load that is missing on other nodes
/// bounds the spread from below; so the score of a part is a bound for the whole.</remarks>
internal sealed class PartialPlacement
{
    /// <summary>In place of a node: every member of the item where it was at the start.</summary>
    public const int Stay = -1;

    /// <summary>Rounding of ticks: a bound from means stays this far on the safe side.</summary>
    private const long TickSafety = 4;

    private readonly PlacementProblem _problem;
    private readonly int[] _place;
    private readonly long[] _load;
    private readonly bool[] _grows;
    private readonly long[] _startViolations;
    private readonly double[] _total;
    private readonly double[] _capacity;
    private readonly Move[] _moves;
    private readonly int _mostMigrations;
    private long _filterViolations;
    private long _cost;
    private int _migrations;

    /// <param name="problem">The problem; its sessions stand at the start placement.</param>
    public PartialPlacement(PlacementProblem problem)
    {
        _problem = problem;
        _place = (int[])problem.Start.Clone();
        _load = (long[])problem.Base.Clone();
        _moves = new Move[problem.GuestCount];
        _grows = new bool[problem.Sessions.Length];
        _startViolations = new long[problem.Sessions.Length];
        for (var s = 0; s < _grows.Length; s++)
        {
            _grows[s] = problem.Sessions[s].Session is GroupSession { GrowsWithMembers: true } or SeparationSession or NodePreferenceSession;
            _startViolations[s] = problem.Sessions[s].Session.Violations;
        }

        _total = new double[problem.Dimensions.Length];
        _capacity = new double[problem.Dimensions.Length];
        _mostMigrations = problem.MaxMigrations ?? int.MaxValue;
    }

    /// <summary>By guest: its node, or <see cref="Move.Nowhere"/>.</summary>
    public int[] Places => _place;

    public void Place(int item, int node)
    {
        var count = 0;
        foreach (var guest in _problem.Items[item].Guests)
        {
            var start = _problem.Start[guest];
            var to = node == Stay ? start : node;
            _place[guest] = to;
            _moves[count++] = new Move(guest, Move.Nowhere, to);
            AddLoad(guest, to, 1);
            if (to != start)
            {
                _cost += _problem.Cost[guest];
                _migrations++;
            }

            _filterViolations += _problem.MustLeave(guest, to) ? 1 : 0;
        }

        CommitSessions(count);
    }

    public void Unplace(int item)
    {
        var count = 0;
        foreach (var guest in _problem.Items[item].Guests)
        {
            var at = _place[guest];
            _moves[count++] = new Move(guest, at, Move.Nowhere);
            AddLoad(guest, at, -1);
            if (at != _problem.Start[guest])
            {
                _cost -= _problem.Cost[guest];
                _migrations--;
            }

            _filterViolations -= _problem.MustLeave(guest, at) ? 1 : 0;
            _place[guest] = Move.Nowhere;
        }

        CommitSessions(count);
    }

    /// <summary>Takes all guests that may move off their nodes.</summary>
    public void Lift()
    {
        for (var g = 0; g < _place.Length; g++)
        {
            AddLoad(g, _place[g], 1);
        }

        for (var d = 0; d < _problem.Dimensions.Length; d++)
        {
            var dimension = _problem.Dimensions[d];
            for (var n = 0; n < _problem.NodeCount; n++)
            {
                _capacity[d] += dimension.Capacity[n];
                _total[d] += dimension.Counts(n) ? _load[(dimension.Row * _problem.NodeCount) + n] : 0;
            }
        }

        for (var i = 0; i < _problem.Items.Length; i++)
        {
            foreach (var guest in _problem.Items[i].Guests)
            {
                for (var d = 0; d < _problem.Dimensions.Length; d++)
                {
                    // A guest on a node that does not count may come to one that does.
                    _total[d] += _problem.Dimensions[d].Counts(_place[guest]) ? 0 : _problem.DemandOf(guest, _problem.Dimensions[d].Row);
                }
            }

            foreach (var guest in _problem.Items[i].Guests)
            {
                _moves[0] = new Move(guest, _place[guest], Move.Nowhere);
                AddLoad(guest, _place[guest], -1);
                _place[guest] = Move.Nowhere;
                CommitSessions(1);
            }
        }
    }

    /// <summary>Brings the rules' sessions back to the start placement.</summary>
    public void PutBack()
    {
        for (var i = 0; i < _problem.Items.Length; i++)
        {
            foreach (var guest in _problem.Items[i].Guests)
            {
                _place[guest] = _problem.Start[guest];
                _moves[0] = new Move(guest, Move.Nowhere, _place[guest]);
                CommitSessions(1);
            }
        }
    }

    private void AddLoad(int guest, int node, int sign)
    {
        for (var r = 0; r < _problem.RowCount; r++)
        {
            _load[(r * _problem.NodeCount) + node] += sign * _problem.DemandOf(guest, r);
        }
    }

    private void CommitSessions(int count)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var id in _problem.SessionsOf(_moves[i].Guest))
            {
                _problem.Sessions[id].Session.Commit(_moves.AsSpan(i, 1));
            }
        }
    }

    /// <summary>The score of what is placed: a lower bound before the last guest is, exact after it.</summary>
    public Score Bound(bool leaf = false)
    {
        var violations = _filterViolations;
        long preferred = 0;
        for (var s = 0; s < _problem.Sessions.Length; s++)
        {
            if (leaf || _grows[s])
            {
                var own = _problem.Sessions[s].Session.Violations;
                violations += _problem.Sessions[s].Required ? own : 0;
                preferred += own * _problem.Sessions[s].Weight;
            }
        }

        long overload = 0;
        long distance = 0;
        long imbalance = 0;
        foreach (var row in _problem.LimitedRows)
        {
            for (var n = 0; n < _problem.NodeCount; n++)
            {
                var at = (row * _problem.NodeCount) + n;
                overload += _problem.Eligible[n] ? NodeTerms.Overload(_load[at], _problem.Limit[at]) : 0;
            }
        }

        for (var d = 0; d < _problem.Dimensions.Length; d++)
        {
            distance += Distance(d, leaf, ref imbalance);
        }

        return new Score(violations, overload, preferred, distance, _cost, imbalance, _migrations);
    }

    private long Distance(int d, bool leaf, ref long imbalance)
    {
        var dimension = _problem.Dimensions[d];
        var highest = long.MinValue;
        var lowest = long.MaxValue;
        var fullest = -1;
        long hot = 0;
        long own = 0;
        for (var n = 0; n < _problem.NodeCount; n++)
        {
            var capacity = dimension.Capacity[n];
            if (capacity == 0)
            {
                continue;
            }

            var ticks = NodeTerms.Ticks(_load[(dimension.Row * _problem.NodeCount) + n], capacity);
            if (ticks > highest)
            {
                highest = ticks;
                fullest = n;
            }

            lowest = Math.Min(lowest, ticks);
            hot += dimension.HotAbove is { } above ? Math.Max(0, ticks - above[n]) : 0;
            var load = _load[(dimension.PriorityRow * _problem.NodeCount) + n];
            if (leaf || load > dimension.Mean * capacity)
            {
                own += NodeTerms.Imbalance(dimension, load, capacity);
            }
        }

        imbalance += own;
        if (!leaf)
        {
            if (dimension.Floor > 0)
            {
                return 0;
            }

            // All load that is still to be placed could come to the other nodes, but no more than that.
            var others = (_total[d] - _load[(dimension.Row * _problem.NodeCount) + fullest]) / (_capacity[d] - dimension.Capacity[fullest]);
            lowest = (long)Math.Min(others * ScoreUnits.TicksPerWhole, highest) + TickSafety;
        }

        if (highest < dimension.Floor)
        {
            return 0;
        }

        if (_problem.Goal == BalancingGoal.Best)
        {
            return own;
        }

        return dimension.WeightSteps * Math.Clamp(dimension.HotAbove is null ? highest - lowest - dimension.Balanciness : hot, 0, ScoreUnits.MostTicks);
    }

    /// <summary>Whether every required rule holds as well as at the start; asked for complete placements.</summary>
    public bool SessionsHold()
    {
        for (var s = 0; s < _problem.Sessions.Length; s++)
        {
            var bound = _problem.Sessions[s];
            if (bound.Required && (bound.Session.Violations > _startViolations[s] || !bound.Session.Verify(out _)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the item just placed left everything legal, as far as a part can tell.</summary>
    public bool IsLegal(int item)
    {
        if (_migrations > _mostMigrations)
        {
            return false;
        }

        foreach (var guest in _problem.Items[item].Guests)
        {
            foreach (var id in _problem.SessionsOf(guest))
            {
                if (_grows[id] && _problem.Sessions[id].Required && _problem.Sessions[id].Session.Violations > _startViolations[id])
                {
                    return false;
                }
            }
        }

        // Whoever came before this item may no longer fit either.
        for (var g = 0; g < _place.Length; g++)
        {
            var at = _place[g];
            if (at < 0 || at == _problem.Start[g])
            {
                continue;
            }

            foreach (var row in _problem.LimitedRows)
            {
                var load = (row * _problem.NodeCount) + at;
                if (_load[load] > _problem.Limit[load] && _problem.DemandOf(g, row) > 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Brings the sessions of a complete placement back to the start, asks, and returns.</summary>
    public bool AtStart(Func<int[], bool> ask)
    {
        MoveSessions((g, at) => new Move(g, at, _problem.Start[g]));
        var answer = ask(_place);
        MoveSessions((g, at) => new Move(g, _problem.Start[g], at));
        return answer;
    }

    private void MoveSessions(Func<int, int, Move> move)
    {
        for (var g = 0; g < _place.Length; g++)
        {
            if (_place[g] != _problem.Start[g])
            {
                _moves[0] = move(g, _place[g]);
                CommitSessions(1);
            }
        }
    }
}
