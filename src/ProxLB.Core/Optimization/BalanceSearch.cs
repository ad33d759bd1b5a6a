using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Brings load into the guide's window: guests leave the nodes that are furthest above it, come to those furthest below, and change places where nothing else helps.</summary>
internal sealed class BalanceSearch(SearchState state)
{
    private const double Epsilon = 1e-13;

    /// <summary>A node below the window is filled from so many of the fullest nodes.</summary>
    private const int Donors = 8;

    /// <summary>The fullest nodes are looked for anew after so many arrivals.</summary>
    private const int DonorsServe = 16;

    /// <summary>A node that no single move helps tries to exchange guests with so many others.</summary>
    private const int Partners = 24;

    /// <summary>How many targets a guest with rules is offered before it stays.</summary>
    private const int RuledTargets = 6;

    /// <summary>With more nodes than this a departure looks at promising targets first.</summary>
    private const int ManyNodes = 400;

    private const int PromisingNodes = 192;

    /// <summary>The promising targets are chosen anew after so many nodes.</summary>
    private const int RefreshEvery = 48;

    private readonly PriorityQueue<int, double> _queue = new();
    private readonly PriorityQueue<int, double> _ranked = new();
    private readonly double[] _extremeKeys = new double[state.Problem.NodeCount];
    private readonly int[] _extremeNodes = new int[state.Problem.NodeCount];
    private readonly double[] _queued = new double[state.Problem.NodeCount];
    private readonly List<int> _stuck = [];

    /// <param name="perCost">Whether a move is judged by its gain for its cost, or by its gain alone.</param>
    public void Run(bool perCost)
    {
        bool again;
        do
        {
            Push(perCost);
            again = Pull(perCost);
            again |= _stuck.Count > 0 && Swap();
        }
        while (again && !state.Budget.Exhausted);
    }

    private void Push(bool perCost)
    {
        _queue.Clear();
        _stuck.Clear();
        for (var n = 0; n < state.Problem.NodeCount; n++)
        {
            Enqueue(n);
        }

        var dequeued = 0;
        while (!state.Budget.Exhausted && _queue.TryDequeue(out var node, out var key))
        {
            if (state.Problem.NodeCount > ManyNodes && dequeued++ % RefreshEvery == 0)
            {
                state.Guide.Filter(Promising());
            }

            if (-key != _queued[node] || state.Guide.TermOf(node) != _queued[node])
            {
                continue;
            }

            var left = Depart(node, perCost);
            if (!left && state.Problem.NodeCount > ManyNodes)
            {
                state.Guide.Filter(null);
                left = Depart(node, perCost);
                state.Guide.Filter(Promising());
            }

            if (left)
            {
                Enqueue(node);
            }
            else
            {
                _stuck.Add(node);
            }
        }

        state.Guide.Filter(null);
    }

    /// <summary>The emptiest nodes by the weighted sum of their utilisations: in a large cluster the target is among them.</summary>
    private NodeSet Promising()
    {
        var promising = new NodeSet(state.Problem.NodeCount);
        foreach (var node in Extremes(-1, highest: false, Math.Max(PromisingNodes, state.Problem.NodeCount / 16)))
        {
            promising.Add(node);
        }

        return promising;
    }

    private void Enqueue(int node)
    {
        var term = state.Guide.TermOf(node);
        if (term > Epsilon)
        {
            _queued[node] = term;
            _queue.Enqueue(node, -term);
        }
    }

    /// <summary>Lets guests leave a node, the best first, until it is in the window or none helps.</summary>
    /// <remarks>Departures are ranked once and looked at again when their turn comes (lazy greedy, Minoux 1978): a gain hardly changes
    /// while others leave, so that a second look at the first in the list mostly confirms it.</remarks>
    private bool Depart(int node, bool perCost)
    {
        Rank(node, perCost);
        var any = false;
        while (_ranked.TryDequeue(out var item, out _) && state.Guide.TermOf(node) > Epsilon && !state.Budget.Exhausted)
        {
            var value = Departure(item, node, perCost, out var target);
            if (value <= 0)
            {
                continue;
            }

            if (_ranked.TryPeek(out _, out var next) && value < -next)
            {
                _ranked.Enqueue(item, -value);
                continue;
            }

            state.Commit(state.MovesTo(item, target));
            Enqueue(target);
            any = true;
        }

        return any;
    }

    private void Rank(int node, bool perCost)
    {
        _ranked.Clear();
        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            var value = Departure(item, node, perCost, out _);
            if (value > 0)
            {
                _ranked.Enqueue(item, -value);
            }
        }
    }

    /// <summary>What the best departure of an item is worth: its gain, or its gain for its cost; 0 if it has none.</summary>
    private double Departure(int item, int node, bool perCost, out int target)
    {
        target = -1;
        var demand = state.DemandOf(item);
        var leave = state.Guide.Leave(node, demand);
        if (leave >= -Epsilon)
        {
            return 0;
        }

        target = Target(item, node, demand, leave, out var arrive);
        state.Budget.Spend(state.Problem.NodeCount);
        var gain = -(leave + arrive);
        return target < 0 || gain <= Epsilon ? 0 : gain / (perCost ? CostOf(item, node) : 1);
    }

    private int Target(int item, int node, ReadOnlySpan<double> demand, double leave, out double arrive)
    {
        var allowed = state.Problem.Items[item].Allowed;
        var target = state.Guide.BestTarget(demand, allowed, node, out arrive);
        if (target < 0 || (!state.Problem.Items[item].Ruled && state.Problem.MaxMigrations is null))
        {
            return target;
        }

        var current = state.Placement.Score;
        for (var attempt = 0; attempt < RuledTargets && target >= 0 && leave + arrive < -Epsilon; attempt++)
        {
            if (IsHarmless(state.MovesTo(item, target), current))
            {
                return target;
            }

            allowed = allowed.Copy();
            allowed.Remove(target);
            target = state.Guide.BestTarget(demand, allowed, node, out arrive);
        }

        return -1;
    }

    private bool IsHarmless(ReadOnlySpan<Move> moves, in Score current) =>
        state.TryScore(moves, out var score)
        && (score.Violations, score.Overload, score.Preferred).CompareTo((current.Violations, current.Overload, current.Preferred)) <= 0;

    /// <summary>What moving the item adds to the cost: nothing or less for one that has moved already.</summary>
    private double CostOf(int item, int node)
    {
        var placed = state.Problem.Items[item];
        return state.Problem.Start[placed.Guests[0]] == node ? placed.Cost : Math.Max(1, placed.Cost / 16);
    }

    /// <summary>Fills nodes below the window.</summary>
    private bool Pull(bool perCost)
    {
        var arrived = 0;
        List<int> donors = [];
        for (var node = 0; node < state.Problem.NodeCount && !state.Budget.Exhausted; node++)
        {
            while (IsBelow(node) && !state.Budget.Exhausted)
            {
                if (arrived % DonorsServe == 0 || donors.Count == 0)
                {
                    donors = Extremes(-1, highest: true, Donors);
                }

                if (!BestArrival(node, donors, perCost, out var item))
                {
                    break;
                }

                state.Commit(state.MovesTo(item, node));
                arrived++;
            }
        }

        return arrived > 0;
    }

    private bool IsBelow(int node)
    {
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            if (state.Problem.Dimensions[d].Counts(node) && state.Guide.UtilisationOf(d, node) < state.Guide.LowOf(d) - 1e-9)
            {
                return true;
            }
        }

        return false;
    }

    private bool BestArrival(int node, List<int> donors, bool perCost, out int best)
    {
        var bestValue = 0.0;
        best = -1;
        var current = state.Placement.Score;
        foreach (var donor in donors)
        {
            for (var item = donor == node ? -1 : state.FirstOn(donor); item >= 0; item = state.NextOf(item))
            {
                var placed = state.Problem.Items[item];
                state.Budget.Spend(1);
                if (!placed.Allowed.Contains(node))
                {
                    continue;
                }

                var demand = state.DemandOf(item);
                var gain = -(state.Guide.Leave(donor, demand) + state.Guide.Arrive(node, demand));
                var value = gain / (perCost ? CostOf(item, donor) : 1);
                if (gain > Epsilon && value > bestValue && state.Guide.Fits(node, demand, default)
                    && ((!placed.Ruled && state.Problem.MaxMigrations is null) || IsHarmless(state.MovesTo(item, node), current)))
                {
                    bestValue = value;
                    best = item;
                }
            }
        }

        return best >= 0;
    }

    /// <summary>Exchanges guests between a node that is stuck outside the window and others.</summary>
    private bool Swap()
    {
        var any = false;
        foreach (var node in _stuck)
        {
            while (!state.Budget.Exhausted && state.Guide.TermOf(node) > Epsilon && BestExchange(node, out var item, out var other, out var partner))
            {
                state.Commit(state.MovesTo(item, partner, other, node));
                any = true;
            }
        }

        return any;
    }

    private bool BestExchange(int node, out int best, out int bestOther, out int bestPartner)
    {
        var bestGain = Epsilon;
        best = bestOther = bestPartner = -1;
        var current = state.Placement.Score;
        foreach (var partner in Extremes(node, highest: !IsAbove(node), Partners))
        {
            for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
            {
                var placed = state.Problem.Items[item];
                if (!placed.Allowed.Contains(partner))
                {
                    continue;
                }

                var demand = state.DemandOf(item);
                for (var other = state.FirstOn(partner); other >= 0; other = state.NextOf(other))
                {
                    state.Budget.Spend(1);
                    var otherDemand = state.DemandOf(other);
                    var gain = -(state.Guide.Exchange(node, otherDemand, demand) + state.Guide.Exchange(partner, demand, otherDemand));
                    if (gain > bestGain
                        && state.Problem.Items[other].Allowed.Contains(node)
                        && state.Guide.Fits(partner, demand, otherDemand)
                        && state.Guide.Fits(node, otherDemand, demand)
                        && IsHarmless(state.MovesTo(item, partner, other, node), current))
                    {
                        bestGain = gain;
                        (best, bestOther, bestPartner) = (item, other, partner);
                    }
                }
            }
        }

        return best >= 0;
    }

    private bool IsAbove(int node)
    {
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            if (state.Problem.Dimensions[d].Counts(node) && state.Guide.UtilisationOf(d, node) > state.Guide.HighOf(d))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fullest or emptiest other nodes, by the weighted sum of their utilisations.</summary>
    private List<int> Extremes(int except, bool highest, int most)
    {
        var count = 0;
        for (var n = 0; n < state.Problem.NodeCount; n++)
        {
            if (n == except || !state.Problem.Eligible[n])
            {
                continue;
            }

            double sum = 0;
            for (var d = 0; d < state.Guide.Dimensions; d++)
            {
                sum += state.Problem.Dimensions[d].Weight * state.Guide.UtilisationOf(d, n);
            }

            _extremeKeys[count] = highest ? -sum : sum;
            _extremeNodes[count++] = n;
        }

        Array.Sort(_extremeKeys, _extremeNodes, 0, count);
        return [.. _extremeNodes.AsSpan(0, Math.Min(most, count))];
    }
}
