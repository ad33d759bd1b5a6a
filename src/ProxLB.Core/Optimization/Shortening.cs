
namespace ProxLB.Core.Optimization;

/// <summary>Takes back what the goal does not need, the most expensive first, and lets cheaper guests move in the place of dearer ones.</summary>
internal sealed class Shortening(SearchState state)
{
    /// <summary>Substitutes are tried while no more pairs of guests are looked at, as an average node holds.</summary>
    private const long MostPairs = 2000;

    private readonly List<int> _moved = [];

    public void Run()
    {
        bool again;
        do
        {
            again = Drop() || Substitute();
        }
        while (again && !state.Budget.Exhausted);
    }

    /// <summary>Takes back every item that the score is better without.</summary>
    public bool Drop()
    {
        Collect();
        var any = false;
        foreach (var item in _moved)
        {
            if (state.Budget.Exhausted)
            {
                break;
            }

            var back = state.MovesBack(item);
            if (back.Length > 0 && state.TryScore(back, out var score) && IsBetterWithout(score, state.Placement.Score))
            {
                state.Commit(back);
                any = true;
            }
        }

        return any;
    }

    /// <summary>Whether a migration is not worth its cost; in goal <c>best</c> it must lower the imbalance by the minimum gain.</summary>
    private bool IsBetterWithout(in Score without, in Score with)
    {
        var problem = state.Problem;
        if (problem.Goal != BalancingGoal.Best)
        {
            return Score.Compare(without, with, state.Order) < 0;
        }

        var order = (without.Violations, without.Overload, without.Preferred).CompareTo((with.Violations, with.Overload, with.Preferred));
        return order != 0
            ? order < 0
            : without.Distance - with.Distance < problem.Options.MinimumRelativeGain * without.Distance || without.Distance <= with.Distance;
    }

    /// <summary>Brings an item back and moves a cheaper one from the same node to the same target.</summary>
    private bool Substitute()
    {
        Collect();
        var problem = state.Problem;
        if ((long)_moved.Count * problem.Items.Length > MostPairs * Math.Max(1, problem.NodeCount))
        {
            return false;
        }

        var any = false;
        foreach (var item in _moved)
        {
            var target = state.NodeOf[item];
            var home = problem.StartOf(item);
            if (target < 0 || target == home)
            {
                continue;
            }

            for (var other = state.FirstOn(home); other >= 0 && !state.Budget.Exhausted; other = state.NextOf(other))
            {
                if (problem.Items[other].Cost < problem.Items[item].Cost
                    && !state.HasMoved(other)
                    && problem.Items[other].Allowed.Contains(target)
                    && state.TryScore(state.MovesTo(item, home, other, target), out var score)
                    && Score.Compare(score, state.Placement.Score, state.Order) < 0)
                {
                    state.Commit(state.MovesTo(item, home, other, target));
                    any = true;
                    break;
                }
            }
        }

        return any;
    }

    private void Collect()
    {
        _moved.Clear();
        for (var i = 0; i < state.Problem.Items.Length; i++)
        {
            if (state.HasMoved(i))
            {
                _moved.Add(i);
            }
        }

        _moved.Sort((a, b) =>
        {
            var order = state.Problem.Items[b].Cost.CompareTo(state.Problem.Items[a].Cost);
            return order != 0 ? order : a.CompareTo(b);
        });
    }
}
