using ProxLB.Core.Cluster;

namespace ProxLB.Reference;

/// <summary>Whether one migration may start at this moment: eligibility, pins, limits and rules, guests in flight counting on both nodes.</summary>
/// <remarks>On the way an affinity group that held is kept while its members, those in flight on both nodes, lie on two nodes at most; one that
/// was broken is judged at the end of units only. An evenness rule counts guests in flight on their targets only.</remarks>
internal sealed class ReferenceSteps(ReferenceModel model)
{
    /// <summary>Null if it may; otherwise what is broken.</summary>
    /// <param name="place">By guest: its node; one in flight is still where it comes from.</param>
    /// <param name="inFlight">Guests under way and where they go.</param>
    /// <param name="guest">The guest that is to start.</param>
    /// <param name="to">Its target.</param>
    public string? Breaks(int[] place, IReadOnlyList<(int Guest, int Node)> inFlight, int guest, int to)
    {
        var id = model.Cluster.Guests[guest].Id;
        var name = model.Cluster.Nodes[to].Name;
        if (!model.Movable[guest])
        {
            return $"guest {id} may not move";
        }

        if (!model.Allowed[guest][to] && to != model.Start[guest])
        {
            return $"guest {id} may not be on {name}";
        }

        foreach (var limit in model.Limits)
        {
            var load = limit.Load(place, to) + inFlight.Where(f => f.Node == to).Sum(f => limit.Demand[f.Guest]) + limit.Demand[guest];
            if (limit.Demand[guest] > 0 && load > limit.Most[to])
            {
                return $"{limit.Name} of {name} would be {load} of {limit.Most[to]} with guest {id}";
            }
        }

        return BrokenRule(place, inFlight, guest, to);
    }

    /// <summary>Null if each required rule is kept as well as at the start.</summary>
    public string? BreaksAtRest(int[] place)
    {
        for (var r = 0; r < model.Rules.Count; r++)
        {
            var rule = model.Rules[r];
            if (rule.Required && rule.Violations(place) > model.StartViolations[r])
            {
                return $"{rule.Name} has {rule.Violations(place)} violations and had {model.StartViolations[r]}";
            }
        }

        return null;
    }

    private string? BrokenRule(int[] place, IReadOnlyList<(int Guest, int Node)> inFlight, int guest, int to)
    {
        List<(int Guest, int Node)>? extra = null;
        for (var r = 0; r < model.Rules.Count; r++)
        {
            var rule = model.Rules[r];
            if (!rule.Required || !rule.Names(guest))
            {
                continue;
            }

            extra ??= [.. inFlight, (guest, to)];
            if (rule.Type == RuleType.Affinity)
            {
                if (model.StartViolations[r] == 0 && rule.Occupied(place, extra) > 2)
                {
                    return $"{rule.Name} would be torn over three nodes with guest {model.Cluster.Guests[guest].Id}";
                }

                continue;
            }

            var violations = rule.IsEvenness ? rule.Violations(Arrived(place, extra)) : rule.Violations(place, extra);
            if (violations > model.StartViolations[r])
            {
                return $"{rule.Name} would have {violations} violations with guest {model.Cluster.Guests[guest].Id} in flight and had {model.StartViolations[r]}";
            }
        }

        return null;
    }

    private static int[] Arrived(int[] place, List<(int Guest, int Node)> inFlight)
    {
        var arrived = (int[])place.Clone();
        foreach (var (guest, node) in inFlight)
        {
            arrived[guest] = node;
        }

        return arrived;
    }
}
