using ProxLB.Core.Constraints;

namespace ProxLB.TestKit.Contracts;

/// <summary>Checks what a constraint states when it binds.</summary>
internal static class BindingCheck
{
    public static void Check(ConstraintBinding binding, ViolationList violations)
    {
        var context = binding.Bind();
        if (Enumerable.Range(0, context.NodeCount).Count(context.IsEligible) < 2)
        {
            violations.Add("The cluster has fewer than two nodes that may hold guests, so that nothing can move. Test with another one.");
        }

        CheckGuests(context, violations);
        CheckRefusals(context, violations, out var refusals);
        if (refusals == 0 && context.Sessions.Count == 0)
        {
            violations.Add("It states nothing about this cluster, so that nothing is tested. Test with guests that it concerns.");
        }

        CheckAlike(context, binding.Bind(), violations);
    }

    private static void CheckGuests(PlacementContext context, ViolationList violations)
    {
        foreach (var bound in context.Sessions)
        {
            var guests = bound.Session.Guests;
            for (var i = 0; i < guests.Length; i++)
            {
                if (guests[i] < 0 || guests[i] >= context.GuestCount)
                {
                    violations.Add($"{Name(bound)} names guest index {guests[i]}; there are {context.GuestCount} guests.");
                }
                else if (i > 0 && guests[i] <= guests[i - 1])
                {
                    violations.Add($"{Name(bound)} names guest index {guests[i]} after {guests[i - 1]}; the indexes have to ascend.");
                }
            }

            if (bound.Session.Violations < 0)
            {
                violations.Add($"{Name(bound)} counts {bound.Session.Violations} violations at the start; there are never fewer than 0.");
            }
        }
    }

    private static void CheckRefusals(PlacementContext context, ViolationList violations, out int refusals)
    {
        refusals = 0;
        for (var g = 0; g < context.GuestCount; g++)
        {
            var vmid = context.Cluster.Guests[g].Id;
            if (context.HoldOf(g) is { } hold)
            {
                refusals++;
                if (string.IsNullOrWhiteSpace(hold.Reason))
                {
                    violations.Add($"It holds guest {vmid} and gives no reason.");
                }
            }

            for (var n = 0; n < context.NodeCount; n++)
            {
                if (!context.Open.Contains(n) || context.AllowedOf(g).Contains(n))
                {
                    continue;
                }

                refusals++;
                if (!context.Explainers.Any(explainer => !string.IsNullOrWhiteSpace(explainer.Explain(g, n))))
                {
                    violations.Add($"It forbids guest {vmid} the node {context.Cluster.Nodes[n].Name} and does not explain it; hand a function to ExplainWith.");
                }
            }
        }
    }

    private static void CheckAlike(PlacementContext first, PlacementContext second, ViolationList violations)
    {
        if (!first.Sessions.Select(Facts).SequenceEqual(second.Sessions.Select(Facts)))
        {
            violations.Add("Bound twice to the same cluster it states different rules.");
        }

        for (var g = 0; g < first.GuestCount; g++)
        {
            if (!first.AllowedOf(g).Equals(second.AllowedOf(g)) || first.HoldOf(g) != second.HoldOf(g))
            {
                violations.Add($"Bound twice to the same cluster it judges guest {first.Cluster.Guests[g].Id} differently.");
            }
        }
    }

    public static string Name(BoundSession bound) => bound.Session.Rule is { } rule ? $"Rule '{rule}'" : "Its rule";

    private static (string? Rule, string Guests, long Violations, long Weight) Facts(BoundSession bound) =>
        (bound.Session.Rule, string.Join(',', bound.Session.Guests.ToArray()), bound.Session.Violations, bound.Weight);
}
