using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests apart: on different nodes, or in different fault domains; evenly spread where there are more guests than places.</summary>
internal sealed class AntiAffinityConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.AntiAffinity;

    public void Bind(PlacementContext context)
    {
        foreach (var rule in context.Rules.Rules)
        {
            if (rule.Type == RuleType.AntiAffinity)
            {
                Bind(context, rule);
            }
        }
    }

    private static void Bind(PlacementContext context, BoundRule rule)
    {
        var domains = rule.SpreadBy is { } label ? context.Rules.Labels.Domains(label) : null;
        var places = domains?.Count ?? context.NodeCount;
        var guests = rule.Guests.Order().ToArray();
        if (rule.OtherGuests.Length > 0)
        {
            var separation = new SeparationSession(
                rule.Name,
                guests,
                [.. rule.OtherGuests.Order()],
                context.Placement,
                domains?.OfNode,
                places,
                (_, n) => $"{rule.Called} keeps it off {context.Cluster.Nodes[n].Name}, where a guest of the other group is.");
            Add(context, rule, separation);
            return;
        }

        var open = OpenPlaces(context, guests, domains, places);
        var share = open.Count == 0 ? guests.Length : (guests.Length + open.Count - 1) / open.Count;
        var apart = new AntiAffinitySession(
            rule.Name,
            guests,
            context.Placement,
            domains?.OfNode,
            places,
            share,
            (_, n) => share == 1
                ? $"{rule.Called} keeps it off {Place(context, domains, n)}, where another of its guests is."
                : $"{rule.Called} allows {share} of its guests on {Place(context, domains, n)}, and they are there.");
        Add(context, rule, apart);
        if (share > 1)
        {
            var even = new EvenSpreadSession(
                rule.Name, guests, context.Placement, domains?.OfNode, places, open, (_, n) => $"{rule.Called} would be spread less evenly with it on {context.Cluster.Nodes[n].Name}.");
            context.Prefer(even, rule.Weight);
        }
    }

    private static void Add(PlacementContext context, BoundRule rule, IConstraintSession session)
    {
        if (rule.Required && (rule.Enforced || session.Violations == 0))
        {
            context.Require(session);
        }
        else
        {
            context.Prefer(session, rule.Weight);
        }
    }

    /// <summary>The places that are eligible and open to at least one member; of more than there are members only so many.</summary>
    private static NodeSet OpenPlaces(PlacementContext context, int[] guests, FaultDomains? domains, int places)
    {
        var open = new NodeSet(places);
        NodeSet? last = null;
        foreach (var guest in guests)
        {
            var allowed = context.AllowedOf(guest);
            if (ReferenceEquals(allowed, last))
            {
                continue;
            }

            last = allowed;
            for (var n = allowed.Next(-1); n >= 0; n = allowed.Next(n))
            {
                var place = domains is null ? n : domains.OfNode[n];
                if (place >= 0)
                {
                    open.Add(place);
                }
            }

            if (open.Count >= guests.Length)
            {
                break;
            }
        }

        return open;
    }

    private static string Place(PlacementContext context, FaultDomains? domains, int node) => domains is null
        ? context.Cluster.Nodes[node].Name
        : $"{domains.Label} {domains.NameOf(node)}";
}
