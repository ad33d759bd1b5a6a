namespace ProxLB.Core.Planning;

/// <summary>Lets a step that waits for a part of another unit wait for all of it: until it is complete the unit may be taken back, into the room that the step has come to rely on.</summary>
internal static class WholeUnits
{
    /// <summary>By step: the steps that must have ended, ascending, whole units of others among them.</summary>
    /// <param name="steps">The steps in serial order, unit by unit.</param>
    /// <param name="after">By step: the steps it waits for already.</param>
    public static IReadOnlyList<int>[] Widen(IReadOnlyList<PlanStep> steps, IReadOnlyList<int>[] after)
    {
        var units = Enumerable.Range(0, steps.Count).ToLookup(k => steps[k].Unit);
        return [.. after.Select((waits, k) => waits.All(i => steps[i].Unit == steps[k].Unit)
            ? waits
            : (IReadOnlyList<int>)[.. waits.SelectMany(i => steps[i].Unit == steps[k].Unit ? [i] : units[steps[i].Unit]).Distinct().Order()])];
    }
}
