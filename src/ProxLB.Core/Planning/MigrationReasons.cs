using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Why a migration is made and why to this target, in one sentence. Made while the placement stands at the start.</summary>
internal sealed class MigrationReasons(CompiledProblem compiled, WorkingPlacement placement, PlacementExplainer explainer)
{
    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly long[] _startLoad = placement.Load.ToArray();

    /// <summary>What asks for the step, looked at from the start placement.</summary>
    public StepCause CauseOf(PlanStep step)
    {
        var start = _problem.Start[step.Guest];
        var startName = _problem.Cluster.Nodes[start].Name;
        if (_problem.Leaving[start])
        {
            return new StepCause(MigrationCause.Drain, null, $"{startName} {compiled.Context.Rules.Nodes.Reason(start)}");
        }

        if (_problem.MustLeave(step.Guest, start))
        {
            var (constraint, reason) = explainer.Against(step.Guest, start).FirstOrDefault((PlacementConstraints.State, "it may not stay there"));
            return constraint == PlacementConstraints.Return
                ? new StepCause(MigrationCause.Return, null, reason.TrimEnd('.'))
                : new StepCause(MigrationCause.Rule, constraint, reason.TrimEnd('.'));
        }

        foreach (var id in _problem.SessionsOf(step.Guest))
        {
            var bound = _problem.Sessions[id];
            if (placement.StartViolations[id] > 0)
            {
                var rule = bound.Session.Rule ?? bound.Constraint;
                return new StepCause(MigrationCause.Rule, rule, $"{(bound.Required ? "the rule" : "the preferred rule")} {rule} was broken");
            }
        }

        foreach (var row in _problem.LimitedRows)
        {
            var limit = _problem.Limit[(row * _problem.NodeCount) + start];
            if (_problem.DemandOf(step.Guest, row) > 0 && _startLoad[(row * _problem.NodeCount) + start] > limit)
            {
                return new StepCause(
                    MigrationCause.Capacity, null, $"{LoadText.Called(_problem.RowNames[row]).ToLowerInvariant()} of {startName} was over its limit of {LoadText.Amount(_problem, row, limit)}");
            }
        }

        return new StepCause(MigrationCause.Balance, null, null);
    }

    /// <summary>The sentence, with the figures of this moment; called before the step is carried out.</summary>
    public (string Text, StepCause Cause) Sentence(PlanStep step, StepCause cause)
    {
        var from = _problem.Cluster.Nodes[step.From].Name;
        var to = _problem.Cluster.Nodes[step.To].Name;
        if (step.Detour)
        {
            return ($"It waits on {to} until there is room for it on its way.", cause);
        }

        var dimension = Telling(step);
        if (cause.Why is { } why)
        {
            var target = dimension < 0 ? $"{to} may take it" : $"{to} has {Percent(dimension, step.To)} {_problem.Dimensions[dimension].Name} in use";
            return ($"{char.ToUpperInvariant(why[0])}{why[1..]}; {target}.", cause);
        }

        return dimension < 0
            ? ($"It makes room on {from}.", cause)
            : ($"{Capital(_problem.Dimensions[dimension].Name)} is {Percent(dimension, step.From)} in use on {from} and {Percent(dimension, step.To)} on {to}; the spread is {StateReport.SpreadOf(_problem, placement, dimension):0.0} points.", cause);
    }

    /// <summary>The dimension in which source and target differ most, by weight.</summary>
    private int Telling(PlanStep step)
    {
        var best = -1;
        var most = double.NegativeInfinity;
        for (var d = 0; d < _problem.Dimensions.Length; d++)
        {
            var dimension = _problem.Dimensions[d];
            if (!dimension.Counts(step.To))
            {
                continue;
            }

            var difference = dimension.Counts(step.From) ? Utilisation(d, step.From) - Utilisation(d, step.To) : 0;
            if (dimension.Weight * difference > most)
            {
                most = dimension.Weight * difference;
                best = d;
            }
        }

        return best >= 0 && _problem.Dimensions[best].Counts(step.From) ? best : best >= 0 && _problem.Leaving[step.From] ? best : -1;
    }

    private double Utilisation(int dimension, int node) =>
        (double)placement.LoadOf(_problem.Dimensions[dimension].Row, node) / _problem.Dimensions[dimension].Capacity[node];

    private string Percent(int dimension, int node) => $"{Utilisation(dimension, node) * 100:0.0} %";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
