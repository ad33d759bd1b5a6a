using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Goes through steps of an earlier plan on newer facts, as the sequencer would, and says at which it would stop.</summary>
internal sealed class PlanObjection
{
    private readonly CompiledProblem _compiled;
    private readonly WorkingPlacement _placement;
    private readonly StepRules _rules;

    public PlanObjection(CompiledProblem compiled)
    {
        _compiled = compiled;
        _placement = new WorkingPlacement(compiled.Problem);
        _rules = new StepRules(compiled.Problem, _placement);
    }

    /// <param name="steps">The steps in serial order.</param>
    /// <returns>Why one of them cannot be taken; null if all can.</returns>
    public string? Find(IReadOnlyList<PlannedMigration> steps)
    {
        var unit = new List<int>();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            foreach (var guest in step.Carries.Prepend(step.Guest))
            {
                if (Take(guest, step, unit) is { } objection)
                {
                    return objection;
                }
            }

            if (i + 1 == steps.Count || steps[i + 1].Unit != step.Unit || step.Unit <= 0)
            {
                if (!_rules.HoldAfterUnit([.. unit]))
                {
                    return $"A required rule would be broken once guest {step.Guest} is on {step.To}.";
                }

                unit.Clear();
            }
        }

        return null;
    }

    private string? Take(int id, PlannedMigration step, List<int> unit)
    {
        var (guest, target) = (_compiled.Context.IndexOfGuest(id), _compiled.Context.IndexOfNode(step.To));
        if (guest < 0 || target < 0)
        {
            return $"There is no {(guest < 0 ? $"guest {id}" : $"node {step.To}")} any more.";
        }

        var from = _placement.Place[guest];
        if (from == target)
        {
            return null;
        }

        if (from != _compiled.Context.IndexOfNode(step.From))
        {
            return $"Guest {id} is on {_compiled.Problem.Cluster.Nodes[from].Name}, not on {step.From}.";
        }

        var move = new Move(guest, from, target);
        if (!_rules.Allows(move))
        {
            var reason = new PlacementExplainer(_compiled, _placement).Against(guest, target)
                .Select(against => against.Reason).LastOrDefault() ?? "A required rule or a limit would be broken on the way.";
            return $"Guest {id} may not go to {step.To} any more. {reason}";
        }

        _placement.Commit(move);
        unit.Add(guest);
        return null;
    }
}
