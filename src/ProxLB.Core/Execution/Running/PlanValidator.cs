using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Refuses plans whose steps do not fit together: an executor must not wait for ever.</summary>
internal static class PlanValidator
{
    public static void Validate(MigrationPlan plan)
    {
        var defects = new List<string>();
        var waiting = new Dictionary<int, int>(plan.Migrations.Count);
        var dependants = new Dictionary<int, List<int>>();
        foreach (var migration in plan.Migrations)
        {
            if (!waiting.TryAdd(migration.Step, migration.After.Count))
            {
                defects.Add($"Step {migration.Step} occurs twice.");
            }
        }

        foreach (var migration in plan.Migrations)
        {
            foreach (var before in migration.After)
            {
                if (!waiting.ContainsKey(before))
                {
                    defects.Add($"Step {migration.Step} waits for step {before}, which is not in the plan.");
                }

                (dependants.TryGetValue(before, out var list) ? list : dependants[before] = []).Add(migration.Step);
            }
        }

        if (defects.Count == 0 && Circular(waiting, dependants) is { } step)
        {
            defects.Add($"Step {step} waits, directly or through others, for itself.");
        }

        if (defects.Count > 0)
        {
            throw new ArgumentException(
                $"The plan {plan.Id} cannot be carried out. {string.Join(' ', defects)} Make the plan anew.", nameof(plan));
        }
    }

    private static int? Circular(Dictionary<int, int> waiting, Dictionary<int, List<int>> dependants)
    {
        var free = new Queue<int>(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (free.TryDequeue(out var step))
        {
            waiting.Remove(step);
            foreach (var dependant in dependants.GetValueOrDefault(step, []))
            {
                if (--waiting[dependant] == 0)
                {
                    free.Enqueue(dependant);
                }
            }
        }

        return waiting.Count == 0 ? null : waiting.Keys.Min();
    }
}
