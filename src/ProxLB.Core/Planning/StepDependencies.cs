using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Finds which steps each step must wait for, so that every order that respects this keeps every limit and rule.</summary>
/// <remarks>Arrivals on a node are taken in their serial order. An arrival waits for as many earlier departures as it needs if all arrivals up to
/// it are already there or in flight; then it does not matter which of them started first. The same is done for the members of a rule.</remarks>
internal sealed class StepDependencies
{
    private readonly PlacementProblem _problem;
    private readonly WorkingPlacement _placement;
    private readonly IReadOnlyList<PlanStep> _steps;
    private readonly List<int>[] _after;

    private StepDependencies(PlacementProblem problem, IReadOnlyList<PlanStep> steps)
    {
        _problem = problem;
        _placement = new WorkingPlacement(problem);
        _steps = steps;
        _after = new List<int>[steps.Count];
    }

    /// <summary>By step: the positions in the list of the steps that must have ended, ascending.</summary>
    public static IReadOnlyList<int>[] Of(PlacementProblem problem, IReadOnlyList<PlanStep> steps)
    {
        var dependencies = new StepDependencies(problem, steps);
        dependencies.Find();
        return dependencies._after;
    }

    private void Find()
    {
        var lastOfGuest = new Dictionary<int, int>();
        var bySession = new Dictionary<int, List<int>>();
        var departures = new Dictionary<int, List<int>>();
        for (var k = 0; k < _steps.Count; k++)
        {
            var step = _steps[k];
            var after = new SortedSet<int>();
            if (lastOfGuest.TryGetValue(step.Guest, out var leg))
            {
                after.Add(leg);
            }

            WaitForRoom(step, departures, after);
            WaitForRules(step, bySession, after);
            _after[k] = [.. after];
            _placement.Commit(new Move(step.Guest, step.From, step.To));
            lastOfGuest[step.Guest] = k;
            Add(departures, step.From, k);
            foreach (var id in _problem.SessionsOf(step.Guest))
            {
                Add(bySession, id, k);
            }
        }

        _placement.GoTo(_problem.Start);
    }

    private void WaitForRoom(PlanStep step, Dictionary<int, List<int>> departures, SortedSet<int> after)
    {
        if (!departures.TryGetValue(step.To, out var leaving))
        {
            return;
        }

        foreach (var row in _problem.LimitedRows)
        {
            var demand = _problem.DemandOf(step.Guest, row);
            if (demand == 0)
            {
                continue;
            }

            var limit = _problem.Limit[(row * _problem.NodeCount) + step.To];
            var load = _placement.LoadOf(row, step.To) + demand;
            foreach (var earlier in leaving)
            {
                load += _problem.DemandOf(_steps[earlier].Guest, row);
            }

            for (var i = 0; i < leaving.Count && load > limit; i++)
            {
                if (_problem.DemandOf(_steps[leaving[i]].Guest, row) > 0)
                {
                    after.Add(leaving[i]);
                    load -= _problem.DemandOf(_steps[leaving[i]].Guest, row);
                }
            }
        }
    }

    private void WaitForRules(PlanStep step, Dictionary<int, List<int>> bySession, SortedSet<int> after)
    {
        foreach (var id in _problem.SessionsOf(step.Guest))
        {
            var bound = _problem.Sessions[id];
            if (!bound.Required || bound.Session.HoldsOnTheWay || !bySession.TryGetValue(id, out var earlier))
            {
                continue;
            }

            var copies = new List<Move>();
            Span<Move> arrival = [new Move(step.Guest, Move.Nowhere, step.To)];
            for (var i = earlier.Count - 1; i >= 0; i--)
            {
                var still = new Move(_steps[earlier[i]].Guest, Move.Nowhere, _steps[earlier[i]].From);
                if (still.Guest == step.Guest)
                {
                    continue;
                }

                Span<Move> copy = [still];
                bound.Session.Commit(copy);
                if (bound.Session.Violations + bound.Session.Change(arrival) > _placement.StartViolations[id])
                {
                    copy[0] = still.Reversed;
                    bound.Session.Commit(copy);
                    after.Add(earlier[i]);
                }
                else
                {
                    copies.Add(still);
                }
            }

            for (var i = copies.Count - 1; i >= 0; i--)
            {
                Span<Move> copy = [copies[i].Reversed];
                bound.Session.Commit(copy);
            }
        }
    }

    private static void Add(Dictionary<int, List<int>> lists, int key, int value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(value);
    }
}
