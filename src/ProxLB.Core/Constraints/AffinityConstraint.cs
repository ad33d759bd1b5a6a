using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests together.</summary>
internal sealed class AffinityConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Affinity;

    public void Bind(PlacementContext context)
    {
        foreach (var rule in context.Rules.Rules)
        {
            if (rule.Type != RuleType.Affinity)
            {
                continue;
            }

            var session = new AffinitySession(
                rule.Name,
                [.. rule.Guests.Order()],
                context.Placement,
                context.NodeCount,
                (_, _) => $"{rule.Called} keeps it together with {Others(context.Cluster, rule.Guests)}.");
            if (rule.Required && (rule.Enforced || session.Violations == 0))
            {
                context.Require(session);
            }
            else
            {
                context.Prefer(session, rule.Weight);
            }
        }
    }

    private static string Others(ClusterSnapshot cluster, int[] guests)
    {
        const int Named = 5;
        var names = guests.Take(Named).Select(g => cluster.Guests[g].Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"guests {string.Join(", ", names)}{(guests.Length > Named ? ", …" : "")}";
    }
}
