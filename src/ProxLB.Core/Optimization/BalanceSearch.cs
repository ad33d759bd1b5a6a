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

    /// <summary>The promising targets are chosen anew after so many nodes.</summary>
    private const int RefreshEvery = 48;

    private readonly PriorityQueue<int, double> _queue = new();
    private readonly PriorityQueue<int, double> _ranked = new();
    private readonly double[] _queued = new double[state.Problem.NodeCount];
    private readonly int[] _targets = new int[state.Problem.Items.Length];
    private readonly double[] _arrivals = new double[state.Problem.Items.Length];
    private readonly List<int> _stuck = [];
    private readonly ExchangeSweep _exchange = new(state);

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
        var many = false;
        while (!state.Budget.Exhausted && _queue.TryDequeue(out var node, out var key))
        {
            if (dequeued++ % RefreshEvery == 0)
            {
                many = state.LookAtPromising();
            }

            if (-key != _queued[node] || state.Guide.TermOf(node) != _queued[node])
            {
                continue;
            }

            var left = Depart(node, perCost);
            if (!left && many)
            {
                state.Guide.LookAtAll();
                left = Depart(node, perCost);
                state.Guide.LookAtPromising();
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

        state.Guide.LookAtAll();
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
    /// <remarks>Departures are ranked once and looked at again when their turn comes (lazy greedy, Minoux 1978). While guests leave one node,
    /// all others only fill: the terms are convex, so that no arrival gets cheaper than it was found, and what was found stays a bound.
    /// Only a target that has received a guest since is swept for again.</remarks>
    private bool Depart(int node, bool perCost)
    {
        Rank(node, perCost);
        var any = false;
        while (_ranked.TryDequeue(out var item, out var known) && state.Guide.TermOf(node) > Epsilon && !state.Budget.Exhausted)
        {
            var next = _ranked.TryPeek(out _, out var key) ? -key : 0;
            var value = Worth(item, node, perCost);
            if (value < next && value < -known)
            {
                Rerank(item, value);
                continue;
            }

            if (state.Guide.Arrive(_targets[item], state.DemandOf(item)) != _arrivals[item] || !MayGo(item, _targets[item]))
            {
                value = FindTarget(item, node) ? Worth(item, node, perCost) : 0;
                if (value < next)
                {
                    Rerank(item, value);
                    continue;
                }
            }

            if (value > 0)
            {
                var target = _targets[item];
                state.Commit(state.MovesTo(item, target));
                Enqueue(target);
                any = true;
            }
        }

        return any;
    }

    private void Rank(int node, bool perCost)
    {
        _ranked.Clear();
        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            if (state.Guide.Leave(node, state.DemandOf(item)) < -Epsilon && FindTarget(item, node))
            {
                Rerank(item, Worth(item, node, perCost));
            }
        }
    }

    private void Rerank(int item, double value)
    {
        if (value > 0)
        {
            _ranked.Enqueue(item, -value);
        }
    }

    /// <summary>What the departure of an item to the target found for it is worth: its gain, or its gain for its cost; 0 if it has none.</summary>
    private double Worth(int item, int node, bool perCost)
    {
        var leave = state.Guide.Leave(node, state.DemandOf(item));
        var gain = -(leave + _arrivals[item]);
        return leave >= -Epsilon || gain <= Epsilon ? 0 : gain / (perCost ? CostOf(item, node) : 1);
    }

    private bool FindTarget(int item, int node)
    {
        var demand = state.DemandOf(item);
        var target = Target(item, node, demand, state.Guide.Leave(node, demand), out _arrivals[item]);
        state.Budget.Spend(state.Guide.Candidates);
        _targets[item] = target;
        if (target >= 0)
        {
            _arrivals[item] = state.Guide.Arrive(target, demand);
        }

        return target >= 0;
    }

    /// <summary>Whether the item's rules, and the number of migrations, leave the way there open: filters and limits are the sweep's.</summary>
    private bool MayGo(int item, int target) =>
        (!state.Problem.Items[item].Ruled && state.Problem.MaxMigrations is null) || state.Placement.IsHarmless(state.MovesTo(item, target));

    private int Target(int item, int node, ReadOnlySpan<double> demand, double leave, out double arrive)
    {
        var allowed = state.Problem.Items[item].Allowed;
        var target = state.Guide.BestTarget(demand, allowed, state.Problem.Items[item].Everywhere, node, out arrive);
        for (var attempt = 0; attempt < RuledTargets && target >= 0 && leave + arrive < -Epsilon; attempt++)
        {
            if (MayGo(item, target))
            {
                return target;
            }

            allowed = allowed.Copy();
            allowed.Remove(target);
            target = state.Guide.BestTarget(demand, allowed, everywhere: false, node, out arrive);
        }

        return -1;
    }

    /// <summary>What moving the item adds to the cost: nothing or less for one that has moved already.</summary>
    private double CostOf(int item, int node)
    {
        var placed = state.Problem.Items[item];
        return state.Problem.StartOf(item) == node ? placed.Cost : Math.Max(1, placed.Cost / 16);
    }

    /// <summary>Fills nodes below the window.</summary>
    private bool Pull(bool perCost)
    {
        var arrived = 0;
        List<int> donors = [];
        for (var node = 0; node < state.Problem.NodeCount && !state.Budget.Exhausted; node++)
        {
            while (state.Guide.IsBelow(node) && !state.Budget.Exhausted)
            {
                if (arrived % DonorsServe == 0 || donors.Count == 0)
                {
                    donors = [.. state.Extremes.Fullest(Donors)];
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

    private bool BestArrival(int node, List<int> donors, bool perCost, out int best)
    {
        var bestValue = 0.0;
        best = -1;
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
                    && MayGo(item, node))
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
        foreach (var partner in state.Guide.IsAbove(node) ? state.Extremes.Emptiest(Partners, node) : state.Extremes.Fullest(Partners, node))
        {
            // No exchange gains more than both nodes are outside the window now.
            if (state.Guide.TermOf(node) + state.Guide.TermOf(partner) <= bestGain)
            {
                continue;
            }

            _exchange.Face(partner);
            for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
            {
                state.Budget.Spend(_exchange.Count);
                if (!state.Problem.Items[item].Allowed.Contains(partner))
                {
                    continue;
                }

                var gains = _exchange.Gains(node, state.DemandOf(item));
                for (var k = 0; k < gains.Length; k++)
                {
                    if (gains[k] > bestGain && MayExchange(item, node, _exchange.Items[k], partner))
                    {
                        bestGain = gains[k];
                        (best, bestOther, bestPartner) = (item, _exchange.Items[k], partner);
                    }
                }
            }
        }

        return best >= 0;
    }

    private bool MayExchange(int item, int node, int other, int partner) =>
        state.Problem.Items[other].Allowed.Contains(node)
        && state.Guide.Fits(partner, state.DemandOf(item), state.DemandOf(other))
        && state.Guide.Fits(node, state.DemandOf(other), state.DemandOf(item))
        && state.Placement.IsHarmless(state.MovesTo(item, partner, other, node));
}
