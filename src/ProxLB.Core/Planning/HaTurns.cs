using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Planning;

/// <summary>Lets guests that the HA manager keeps apart move one after another: it does not see the target of a motion under way.</summary>
internal static class HaTurns
{
    /// <summary>By step: the steps that must have ended, with those of the same negative HA rules added.</summary>
    /// <param name="ha">The HA model.</param>
    /// <param name="steps">The steps in serial order.</param>
    /// <param name="carried">By step: the step that carries it.</param>
    /// <param name="after">By step: the steps it waits for already.</param>
    public static IReadOnlyList<int>[] Add(HaModel ha, IReadOnlyList<PlanStep> steps, int[] carried, IReadOnlyList<int>[] after)
    {
        var rulesOf = RulesOf(ha);
        if (rulesOf.Count == 0)
        {
            return after;
        }

        var turns = new IReadOnlyList<int>[steps.Count];
        var last = new Dictionary<int, int>();
        for (var k = 0; k < turns.Length; k++)
        {
            turns[k] = after[k];
            if (!rulesOf.TryGetValue(steps[k].Guest, out var rules))
            {
                continue;
            }

            var waits = new SortedSet<int>(after[k]);
            foreach (var rule in rules)
            {
                if (last.TryGetValue(rule, out var before) && carried[before] < carried[k])
                {
                    waits.Add(before);
                }

                last[rule] = k;
            }

            turns[k] = [.. waits];
        }

        return turns;
    }

    /// <summary>By guest: the negative rules that it is in itself or through those it moves with.</summary>
    private static Dictionary<int, List<int>> RulesOf(HaModel ha)
    {
        var rulesOf = new Dictionary<int, List<int>>();
        for (var rule = 0; rule < ha.ResourceRules.Count; rule++)
        {
            if (ha.ResourceRules[rule].Together)
            {
                continue;
            }

            foreach (var guest in ha.ResourceRules[rule].Sides.SelectMany(side => side))
            {
                if (!rulesOf.TryGetValue(guest, out var rules))
                {
                    rulesOf.Add(guest, rules = []);
                }

                rules.Add(rule);
            }
        }

        return rulesOf;
    }
}
