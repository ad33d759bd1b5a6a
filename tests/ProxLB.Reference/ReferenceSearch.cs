using ProxLB.Core.Optimization;

namespace ProxLB.Reference;

/// <summary>The best plan by brute force: placements in the order of their score, the first that a legal order of migrations leads to.</summary>
internal sealed class ReferenceSearch(ReferenceModel model)
{
    private const int Kept = 256;

    private readonly ReferenceRoutes _routes = new(model);
    private readonly ReferenceSteps _steps = new(model);

    /// <summary>What the planner should come to, minimum gain included.</summary>
    public (int[] Place, ReferenceScore Score) Plan()
    {
        var best = Best(model.Order);
        if (model.Goal != BalancingGoal.Target || best.Score.Distance == 0)
        {
            return best;
        }

        // A goal that stays unreached asks for a minimum gain over what mending the rules alone would come to.
        var start = (Place: model.Start, Score: model.Score(model.Start));
        var repaired = best.Score.MendsLike(start.Score) ? start : Best(ReferenceOrder.RulesFirst);
        return repaired.Score.MendsLike(best.Score)
            && model.DistanceOf(repaired.Score) - model.DistanceOf(best.Score) < model.Options.Goal.MinimumGain - 1e-9
            ? repaired
            : best;
    }

    /// <summary>The best reachable placement.</summary>
    public (int[] Place, ReferenceScore Score) Best(ReferenceOrder order)
    {
        ReferenceScore? after = null;
        while (true)
        {
            var candidates = Next(order, after);
            foreach (var candidate in candidates)
            {
                if (_routes.IsReachable(candidate.Place))
                {
                    return candidate;
                }
            }

            after = candidates[^1].Score;
        }
    }

    /// <summary>The best placements after a score, in order; those of one score are all there or wait for the next call.</summary>
    private List<(int[] Place, ReferenceScore Score)> Next(ReferenceOrder order, ReferenceScore? after)
    {
        var found = new List<(int[] Place, ReferenceScore Score)>();
        var worst = new ReferenceScore(long.MaxValue, 0, 0, 0, 0, 0, 0);
        foreach (var place in Placements())
        {
            var score = model.Score(place);
            if ((after is { } bound && score.CompareTo(bound, order) <= 0) || score.CompareTo(worst, order) > 0)
            {
                continue;
            }

            found.Add(((int[])place.Clone(), score));
            if (found.Count >= 4 * Kept)
            {
                worst = Cut(found, order);
            }
        }

        Cut(found, order);
        return found;
    }

    private static ReferenceScore Cut(List<(int[] Place, ReferenceScore Score)> found, ReferenceOrder order)
    {
        found.Sort((a, b) => a.Score.CompareTo(b.Score, order));
        var last = found[Math.Min(Kept, found.Count) - 1].Score;
        var keep = found.FindIndex(f => f.Score.CompareTo(last, order) > 0);
        if (keep >= 0)
        {
            found.RemoveRange(keep, found.Count - keep);
        }

        return last;
    }

    /// <summary>All placements that keep required rules as well as the start does, and limits where guests arrive. The array is used again.</summary>
    private IEnumerable<int[]> Placements()
    {
        var guests = Enumerable.Range(0, model.Start.Length).Where(g => model.Movable[g]).ToArray();
        var choices = guests
            .Select(g => Enumerable.Range(0, model.Eligible.Length).Where(n => model.Allowed[g][n] || n == model.Start[g]).ToArray())
            .ToArray();
        var chosen = new int[guests.Length];
        var place = (int[])model.Start.Clone();
        while (true)
        {
            for (var i = 0; i < guests.Length; i++)
            {
                place[guests[i]] = choices[i][chosen[i]];
            }

            if (Fits(place) && _steps.BreaksAtRest(place) is null)
            {
                yield return place;
            }

            var digit = 0;
            while (digit < guests.Length && ++chosen[digit] == choices[digit].Length)
            {
                chosen[digit++] = 0;
            }

            if (digit == guests.Length)
            {
                yield break;
            }
        }
    }

    private bool Fits(int[] place)
    {
        Span<long> load = stackalloc long[model.Eligible.Length];
        foreach (var limit in model.Limits)
        {
            limit.Base.CopyTo(load);
            for (var g = 0; g < place.Length; g++)
            {
                load[place[g]] += limit.Demand[g];
            }

            for (var g = 0; g < place.Length; g++)
            {
                if (place[g] != model.Start[g] && limit.Demand[g] > 0 && load[place[g]] > limit.Most[place[g]])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
