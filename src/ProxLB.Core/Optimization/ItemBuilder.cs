using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Joins the guests of required affinities that hold into items that move as one.</summary>
internal static class ItemBuilder
{
    public static (PlacementItem[] Items, int[] ItemOf) Build(PlacementContext context, LoadRows rows, long[] cost, int[] sessionStart)
    {
        var groups = Join(context);
        var items = new List<PlacementItem>();
        var itemOf = new int[context.GuestCount];
        Array.Fill(itemOf, -1);
        for (var g = 0; g < itemOf.Length; g++)
        {
            if (!context.MayMove(g) || itemOf[g] >= 0)
            {
                continue;
            }

            int[] guests = groups.TryGetValue(g, out var group) ? group : [g];
            foreach (var guest in guests)
            {
                itemOf[guest] = items.Count;
            }

            items.Add(Item(context, rows, cost, sessionStart, guests));
        }

        return ([.. items], itemOf);
    }

    private static PlacementItem Item(PlacementContext context, LoadRows rows, long[] cost, int[] sessionStart, int[] guests)
    {
        var demand = new long[rows.Count];
        long sum = 0;
        var allowed = context.AllowedOf(guests[0]);
        var ruled = false;
        foreach (var guest in guests)
        {
            for (var r = 0; r < demand.Length; r++)
            {
                demand[r] += rows.DemandOf(guest, r);
            }

            sum += cost[guest];
            var own = context.AllowedOf(guest);
            allowed = ReferenceEquals(own, allowed) ? allowed : allowed.And(own);
            ruled |= sessionStart[guest] != sessionStart[guest + 1];
        }

        return new PlacementItem { Guests = guests, Allowed = allowed, Everywhere = allowed.Equals(context.Open), Demand = demand, Cost = sum, Ruled = ruled };
    }

    /// <summary>By guest: all guests that share its node and must, itself included; only where all of them may move.</summary>
    /// <remarks>Guests of a group that is apart are gathered one by one: where it cannot be whole again, each still leaves a node that it must leave.</remarks>
    private static Dictionary<int, int[]> Join(PlacementContext context)
    {
        var parent = new Dictionary<int, int>();
        foreach (var bound in context.Sessions)
        {
            if (!bound.Required || bound.Session is not AffinitySession { Violations: 0 })
            {
                continue;
            }

            var guests = bound.Session.Guests;
            foreach (var guest in guests)
            {
                parent[Root(parent, guest)] = Root(parent, guests[0]);
            }
        }

        var members = new Dictionary<int, List<int>>();
        foreach (var guest in parent.Keys.Order())
        {
            var root = Root(parent, guest);
            if (!members.TryGetValue(root, out var list))
            {
                members.Add(root, list = []);
            }

            list.Add(guest);
        }

        var groups = new Dictionary<int, int[]>();
        foreach (var list in members.Values)
        {
            if (list.TrueForAll(context.MayMove))
            {
                int[] group = [.. list];
                foreach (var guest in list)
                {
                    groups.Add(guest, group);
                }
            }
        }

        return groups;
    }

    private static int Root(Dictionary<int, int> parent, int guest)
    {
        while (parent.TryGetValue(guest, out var next) && next != guest)
        {
            guest = next;
        }

        parent.TryAdd(guest, guest);
        return guest;
    }
}
