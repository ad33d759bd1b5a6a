using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Analysis;

/// <summary>Judges nodes for one guest at a time, over a placement that may change between the questions.</summary>
internal sealed class NodeVerdicts(CompiledProblem compiled, WorkingPlacement placement)
{
    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly PlacementExplainer _explainer = new(compiled, placement);

    public NodeVerdict Of(int guest, int node, out Score score)
    {
        var objections = Objections(guest, node);
        var move = new Move(guest, placement.Place[guest], node);
        var taken = placement.TryScore(move, out score) && objections.Count == 0;
        if (!taken && objections.Count == 0)
        {
            objections.Add(new PlacementObjection(PlacementConstraints.State, "Rules that belong together do not allow it alone there."));
        }

        return new NodeVerdict
        {
            Node = _problem.Cluster.Nodes[node].Name,
            Objections = objections,
            Before = Utilisation(node, _ => 0),
            After = Utilisation(node, row => _problem.DemandOf(guest, row)),
            Gain = taken ? (placement.Score.Imbalance - score.Imbalance) / _problem.ImbalanceSteps : null,
        };
    }

    public List<PlacementObjection> Objections(int guest, int node) =>
        [.. _explainer.Against(guest, node).Select(against => new PlacementObjection(against.Constraint, against.Reason)).Distinct()];

    private SortedDictionary<string, double> Utilisation(int node, Func<int, long> added)
    {
        var utilisation = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var dimension in _problem.Dimensions)
        {
            if (dimension.Counts(node))
            {
                utilisation[dimension.Name] = (double)(placement.LoadOf(dimension.Row, node) + added(dimension.Row)) / dimension.Capacity[node];
            }
        }

        return utilisation;
    }
}
