using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Planning;

/// <summary>Guests that the HA manager moves together are one step with one request.</summary>
internal static class HaCarriers
{
    /// <summary>By step: the step that carries it, which is itself for one that has its own request.</summary>
    public static int[] Of(HaModel ha, IReadOnlyList<PlanStep> steps)
    {
        var carrier = new int[steps.Count];
        var first = new Dictionary<(int Group, int From, int To, int Unit), int>();
        for (var k = 0; k < carrier.Length; k++)
        {
            carrier[k] = k;
            var group = ha.GroupOf(steps[k].Guest);
            if (group >= 0)
            {
                var key = (group, steps[k].From, steps[k].To, steps[k].Unit);
                if (!first.TryAdd(key, k))
                {
                    carrier[k] = first[key];
                }
            }
        }

        return carrier;
    }
}
