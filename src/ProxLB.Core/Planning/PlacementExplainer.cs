using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Says why a guest may not go to a node, from filters, rules and limits, in that order.</summary>
internal sealed class PlacementExplainer(CompiledProblem compiled, WorkingPlacement placement)
{
    /// <summary>Thousands of guests may stay where they should not, each with thousands of nodes that do not take it.</summary>
    private const int MostNamed = 4;

    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly int _eligible = compiled.Problem.Eligible.Count(eligible => eligible);

    /// <summary>All reasons against it; empty if there are none.</summary>
    public IEnumerable<(string Constraint, string Reason)> Against(int guest, int node)
    {
        if (_problem.Holds[guest] is { } hold && node != _problem.Start[guest])
        {
            yield return (hold.Constraint, hold.Reason);
        }

        if (!_problem.Eligible[node])
        {
            yield return (PlacementConstraints.State, $"{_problem.Cluster.Nodes[node].Name} {compiled.Context.Rules.Nodes.Reason(node)}.");
        }

        foreach (var explainer in _problem.Explainers)
        {
            if (explainer.Explain(guest, node) is { } reason)
            {
                yield return (explainer.Constraint, reason);
            }
        }

        if (node == placement.Place[guest])
        {
            yield break;
        }

        foreach (var id in _problem.SessionsOf(guest).ToArray())
        {
            var bound = _problem.Sessions[id];
            if (bound.Required && bound.Session.Explain(guest, node) is { } reason)
            {
                yield return (bound.Constraint, reason);
            }
        }

        foreach (var row in _problem.LimitedRows)
        {
            var demand = _problem.DemandOf(guest, row);
            var limit = _problem.Limit[(row * _problem.NodeCount) + node];
            var load = placement.LoadOf(row, node);
            if (demand > 0 && load + demand > limit)
            {
                yield return (PlacementConstraints.Capacity, LoadText.NoRoom(_problem, row, node, load, demand, limit));
            }
        }
    }

    /// <summary>One sentence that says why no node takes the guest, by the first reason of each of a few.</summary>
    public string NoTarget(int guest)
    {
        var own = placement.Place[guest];
        var others = _eligible - (_problem.Eligible[own] ? 1 : 0);
        var reasons = new List<string>();
        for (var n = 0; n < _problem.NodeCount && reasons.Count < MostNamed; n++)
        {
            if (n != own && _problem.Eligible[n])
            {
                var reason = Against(guest, n).Select(a => a.Reason).FirstOrDefault() ?? "it would break a rule or a limit on the way there.";
                reasons.Add($"{_problem.Cluster.Nodes[n].Name}: {reason.TrimEnd('.')}");
            }
        }

        return others == 0
            ? "There is no other node that may hold guests."
            : $"No node takes guest {_problem.Cluster.Guests[guest].Id}. {string.Join("; ", reasons)}{(others > MostNamed ? $"; and {others - MostNamed} more" : "")}.";
    }
}
