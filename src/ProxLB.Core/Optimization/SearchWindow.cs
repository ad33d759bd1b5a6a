namespace ProxLB.Core.Optimization;

/// <summary>Sets the guide's window: the range of utilisation in which the goal holds.</summary>
internal static class SearchWindow
{
    /// <summary>A window is this much narrower than what is allowed, so that rounding never leaves a node just outside.</summary>
    private const double Inset = 1e-6;

    /// <param name="state">The search.</param>
    /// <param name="position">Where the mean lies in the window: 0 at its lower end, 1 at its upper one.</param>
    public static void Set(SearchState state, double position) => Set(state, () => position);

    /// <summary>Sets a window for each dimension on its own.</summary>
    public static void Set(SearchState state, Func<double> positionOf)
    {
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            var dimension = state.Problem.Dimensions[d];
            if (state.Problem.Goal == BalancingGoal.Best)
            {
                state.Guide.SetWindow(d, dimension.Mean, dimension.Mean);
                continue;
            }

            if (dimension.HotAbove is { } above)
            {
                state.Guide.SetWindow(d, double.NegativeInfinity, above.Min() / ScoreUnits.TicksPerWhole);
                continue;
            }

            var width = Math.Max(0, (dimension.Balanciness / ScoreUnits.TicksPerWhole) - Inset);
            var low = dimension.TrueMean - (width * positionOf());
            var high = low + width;
            var floor = (dimension.Floor / ScoreUnits.TicksPerWhole) - Inset;
            if (floor > high)
            {
                // Below its floor a dimension does not count, however uneven it is.
                state.Guide.SetWindow(d, double.NegativeInfinity, floor);
            }
            else
            {
                state.Guide.SetWindow(d, low, high);
            }
        }

        state.Guide.Load(state.Placement);
    }

    /// <summary>Sets windows narrower than the spread is now, where the goal is not reached yet: whoever gets every node into them has lowered it.</summary>
    /// <param name="state">The search.</param>
    /// <param name="spread">By dimension: the spread to beat, as a fraction.</param>
    /// <param name="factorOf">Which part of it is asked for.</param>
    /// <param name="positionOf">Where the mean lies in the window.</param>
    public static void Tighten(SearchState state, double[] spread, Func<double> factorOf, Func<double> positionOf)
    {
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            var dimension = state.Problem.Dimensions[d];
            var enough = Math.Max(0, (dimension.Balanciness / ScoreUnits.TicksPerWhole) - Inset);
            var width = Math.Max(enough, spread[d] * factorOf());
            var low = dimension.TrueMean - (width * positionOf());
            state.Guide.SetWindow(d, low, low + width);
        }

        state.Guide.Load(state.Placement);
    }

    /// <summary>Shifts each window towards the extreme that is furthest outside it.</summary>
    public static void Follow(SearchState state)
    {
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            var dimension = state.Problem.Dimensions[d];
            var tracker = state.Placement.Spread(d);
            if (dimension.HotAbove is not null || tracker.HighestNode() < 0 || double.IsInfinity(state.Guide.LowOf(d)))
            {
                continue;
            }

            var above = state.Guide.UtilisationOf(d, tracker.HighestNode()) - state.Guide.HighOf(d);
            var below = state.Guide.LowOf(d) - state.Guide.UtilisationOf(d, tracker.LowestNode());
            var shift = above >= below ? Math.Max(0, above) : -below;
            state.Guide.SetWindow(d, state.Guide.LowOf(d) + shift, state.Guide.HighOf(d) + shift);
        }

        state.Guide.Load(state.Placement);
    }
}
