using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>What a placement still violates, each with what blocks it.</summary>
internal sealed class UnsatisfiedReport(CompiledProblem compiled, WorkingPlacement placement, PlacementExplainer explainer)
{
    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly List<UnsatisfiedItem> _items = [];

    public List<UnsatisfiedItem> Build()
    {
        for (var g = 0; g < _problem.GuestCount; g++)
        {
            Guest(g);
        }

        for (var s = 0; s < _problem.Sessions.Length; s++)
        {
            Session(s);
        }

        for (var n = 0; n < _problem.NodeCount; n++)
        {
            Node(n);
        }

        Conflicts();
        return _items;
    }

    /// <summary>A conflict is never satisfied; where no item names one of its guests yet, it is one of its own.</summary>
    private void Conflicts()
    {
        foreach (var clash in compiled.Context.Clashes)
        {
            var vmids = clash.Guests.Select(g => _problem.Cluster.Guests[g].Id).ToList();
            if (!_items.Exists(item => item.Required && item.Guests.Any(vmids.Contains)))
            {
                _items.Add(new UnsatisfiedItem
                {
                    Constraint = PlacementConstraints.Conflict,
                    Rule = string.Join(", ", clash.Rules),
                    Required = true,
                    Guests = vmids,
                    Nodes = [.. clash.Nodes.Select(n => _problem.Cluster.Nodes[n].Name)],
                    Reason = $"{clash.Reason} {clash.Relax}",
                });
            }
        }
    }

    private void Guest(int guest)
    {
        var node = placement.Place[guest];
        var hold = _problem.Holds[guest];
        if (hold is { Excused: true } || _problem.Allowed[guest].Contains(node))
        {
            return;
        }

        var (constraint, reason) = _problem.Leaving[node]
            ? (PlacementConstraints.Drain, $"Guest {_problem.Cluster.Guests[guest].Id} should leave {_problem.Cluster.Nodes[node].Name}.")
            : explainer.Against(guest, node).FirstOrDefault((PlacementConstraints.State, "It is not where it should be."));
        _items.Add(new UnsatisfiedItem
        {
            Constraint = constraint,
            Required = true,
            Guests = [_problem.Cluster.Guests[guest].Id],
            Nodes = [_problem.Cluster.Nodes[node].Name],
            Reason = $"{reason} {(hold is null ? explainer.NoTarget(guest) : hold.Reason)}",
        });
    }

    private void Session(int session)
    {
        var violations = placement.ViolationsOf(session);
        if (violations == 0)
        {
            return;
        }

        var bound = _problem.Sessions[session];
        var guests = bound.Session.Guests.ToArray();
        var rule = bound.Session.Rule;
        _items.Add(new UnsatisfiedItem
        {
            Constraint = bound.Constraint,
            Rule = rule,
            Required = bound.Required,
            Guests = [.. guests.Select(g => _problem.Cluster.Guests[g].Id).Order()],
            Nodes = [.. guests.Select(g => placement.Place[g]).Distinct().Order().Select(n => _problem.Cluster.Nodes[n].Name)],
            Reason = $"{(rule is null ? bound.Constraint : $"{bound.Constraint} {rule}")} is violated by {violations} guest{(violations == 1 ? "" : "s")}. {Blocked(guests)}",
        });
    }

    private string Blocked(int[] guests)
    {
        foreach (var guest in guests)
        {
            if (_problem.Holds[guest] is { } hold)
            {
                return $"Guest {_problem.Cluster.Guests[guest].Id} stays: {hold.Reason}";
            }
        }

        return guests.Length == 0 ? "No guest that could mend it may move." : explainer.NoTarget(guests[0]);
    }

    private void Node(int node)
    {
        if (!_problem.Eligible[node])
        {
            return;
        }

        foreach (var row in _problem.LimitedRows)
        {
            var limit = _problem.Limit[(row * _problem.NodeCount) + node];
            var load = placement.LoadOf(row, node);
            if (load > limit)
            {
                _items.Add(new UnsatisfiedItem
                {
                    Constraint = PlacementConstraints.Capacity,
                    Rule = _problem.RowNames[row],
                    Required = true,
                    Guests = [],
                    Nodes = [_problem.Cluster.Nodes[node].Name],
                    Reason = $"{LoadText.Called(_problem.RowNames[row])} of {_problem.Cluster.Nodes[node].Name} is {LoadText.Amount(_problem, row, load)} of at most {LoadText.Amount(_problem, row, limit)}, and no guest of it can go elsewhere.",
                });
            }
        }
    }
}
