using ProxLB.Core.Optimization;

namespace ProxLB.Core.Analysis;

/// <summary>Explains the place of a guest.</summary>
internal sealed class GuestExplainer(CompiledProblem compiled)
{
    private readonly PlacementProblem _problem = compiled.Problem;

    public GuestExplanation Explain(int guest, string? node)
    {
        var number = compiled.Context.IndexOfGuest(guest);
        var only = node is null ? -1 : compiled.Context.IndexOfNode(node);
        if (number < 0)
        {
            throw new ArgumentException($"The cluster has no guest {guest}.", nameof(guest));
        }

        if (node is not null && only < 0)
        {
            throw new ArgumentException(
                $"The cluster has no node '{node}'. Its nodes are: {string.Join(", ", _problem.Cluster.Nodes.Select(n => n.Name))}.", nameof(node));
        }

        var home = _problem.Start[number];
        var verdicts = new NodeVerdicts(compiled, new WorkingPlacement(_problem));
        var nodes = new List<NodeVerdict>();
        for (var n = 0; n < _problem.NodeCount; n++)
        {
            if (n != home && (only < 0 || n == only))
            {
                nodes.Add(verdicts.Of(number, n, out _));
            }
        }

        var facts = _problem.Cluster.Guests[number];
        var hold = _problem.Holds[number] is { } held ? new PlacementObjection(held.Constraint, held.Reason) : null;
        var here = verdicts.Objections(number, home);
        return new GuestExplanation
        {
            Guest = guest,
            Name = facts.Name,
            Kind = facts.Kind,
            Node = _problem.Cluster.Nodes[home].Name,
            Hold = hold,
            Here = here,
            Rules = Rules(number),
            Nodes = nodes,
            Summary = Summary(_problem.Cluster.Nodes[home].Name, hold, here, nodes),
        };
    }

    private static string Summary(string home, PlacementObjection? hold, List<PlacementObjection> here, List<NodeVerdict> nodes)
    {
        if (hold is not null)
        {
            return $"It stays on {home}. {hold.Reason}";
        }

        var open = nodes.Where(n => n.Allowed).ToList();
        if (here.Count > 0)
        {
            return $"It should leave {home}. {here[0].Reason}{(open.Count == 0 ? " No node takes it now." : "")}";
        }

        var best = open.OrderByDescending(n => n.Gain).FirstOrDefault();
        return best switch
        {
            null => $"It is on {home}, and no other node takes it now.",
            { Gain: > 0 } => $"It is on {home} and may go to {Names(open)}; on {best.Node} it would lower the imbalance by {best.Gain:0.##}.",
            _ => $"It is on {home} and may go to {Names(open)}; nowhere would it lower the imbalance.",
        };
    }

    private static string Names(List<NodeVerdict> nodes)
    {
        const int Named = 6;
        return $"{string.Join(", ", nodes.Take(Named).Select(n => n.Node))}{(nodes.Count > Named ? $" and {nodes.Count - Named} more" : "")}";
    }

    private List<string> Rules(int guest)
    {
        var rules = new List<string>();
        foreach (var rule in compiled.Context.Rules.Rules)
        {
            if (rule.Guests.Contains(guest) || rule.OtherGuests.Contains(guest))
            {
                rules.Add(rule.Called);
            }
        }

        if (compiled.Context.Ha.NodeAffinity(guest) is { } affinity)
        {
            rules.Add(affinity.Called);
        }

        foreach (var rule in compiled.Context.Ha.ResourceRules)
        {
            if (rule.Guests.Contains(guest))
            {
                rules.Add($"HA rule {rule.Name}");
            }
        }

        return [.. rules.Distinct(StringComparer.Ordinal)];
    }
}
