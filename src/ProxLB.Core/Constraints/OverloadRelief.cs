using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>Finds guests that have to be free to move because their node is over a limit and the guests that are free anyway do not suffice.</summary>
internal static class OverloadRelief
{
    /// <summary>Adds such guests: of each overloaded node one that suffices, the smallest of them, or else the largest ones.</summary>
    /// <param name="context">What has been bound so far.</param>
    /// <param name="limits">Measures what nodes can hold.</param>
    /// <param name="needed">By guest: whether it is free to move in any case; takes the result.</param>
    /// <param name="isFree">Whether a guest is free to move because nobody claims it.</param>
    public static void Add(PlacementContext context, IBalancingStrategy limits, bool[] needed, Func<int, bool> isFree)
    {
        foreach (var dimension in limits.Measure(context.Cluster).Dimensions)
        {
            var excess = Excess(context, dimension);
            if (!Array.Exists(excess, over => over > 0))
            {
                continue;
            }

            var claimed = new List<int>();
            for (var g = 0; g < needed.Length; g++)
            {
                if (excess[context.Placement[g]] <= 0 || !MayLeave(context, g))
                {
                    continue;
                }

                if (needed[g] || isFree(g))
                {
                    excess[context.Placement[g]] -= dimension.Demand.Span[g];
                }
                else
                {
                    claimed.Add(g);
                }
            }

            foreach (var onNode in claimed.GroupBy(g => context.Placement[g]).Where(node => excess[node.Key] > 0))
            {
                Release(onNode.OrderBy(g => dimension.Demand.Span[g]).ThenBy(g => context.Cluster.Guests[g].Id).ToList(), excess[onNode.Key]);
            }

            void Release(List<int> guests, long over)
            {
                while (over > 0 && guests.Count > 0)
                {
                    var enough = guests.FindIndex(g => dimension.Demand.Span[g] >= over);
                    var chosen = enough < 0 ? guests.Count - 1 : enough;
                    needed[guests[chosen]] = true;
                    over -= dimension.Demand.Span[guests[chosen]];
                    guests.RemoveAt(chosen);
                }
            }
        }
    }

    /// <summary>By node: by how much it is over its limit; 0 or less if it is not, or takes no part in this run.</summary>
    private static long[] Excess(PlacementContext context, LoadDimension dimension)
    {
        var excess = new long[context.NodeCount];
        for (var g = 0; g < context.GuestCount; g++)
        {
            excess[context.Placement[g]] += dimension.Demand.Span[g];
        }

        for (var n = 0; n < excess.Length; n++)
        {
            var limit = dimension.Limit.IsEmpty || !context.IsEligible(n) ? LoadDimension.Unlimited : dimension.Limit.Span[n];
            var load = excess[n] + (dimension.Base.IsEmpty ? 0 : dimension.Base.Span[n]);
            excess[n] = limit == LoadDimension.Unlimited ? 0 : load - limit;
        }

        return excess;
    }

    private static bool MayLeave(PlacementContext context, int guest)
    {
        var allowed = context.AllowedOf(guest);
        return context.MayMove(guest) && allowed.Count > (allowed.Contains(context.Placement[guest]) ? 1 : 0);
    }
}
