using ProxLB.Core.Planning;

namespace ProxLB.Reference;

/// <summary>Replays a plan against the reference: one step after the other, and in random orders and overlaps that <see cref="PlannedMigration.After"/> allows.</summary>
internal sealed class PlanChecker
{
    private const int Orders = 8;

    private readonly ReferenceModel _model;
    private readonly ReferenceSteps _steps;
    private readonly MigrationPlan _plan;
    private readonly Dictionary<int, int> _indexOf;

    private PlanChecker(ReferenceModel model, MigrationPlan plan)
    {
        _model = model;
        _steps = new ReferenceSteps(model);
        _plan = plan;
        _indexOf = Enumerable.Range(0, model.Start.Length).ToDictionary(g => model.Cluster.Guests[g].Id);
    }

    /// <summary>The first moment of the plan that breaks a limit or a required rule, or the first unit that makes the score worse; null if there is none.</summary>
    public static string? Broken(ReferenceModel model, MigrationPlan plan, int seed = 1)
    {
        var checker = new PlanChecker(model, plan);
        var broken = checker.Serial();
        for (var i = 0; broken is null && i < Orders; i++)
        {
            broken = checker.Concurrent(new Random(unchecked((seed * 31) + i)));
        }

        return broken;
    }

    private string? Serial()
    {
        var place = _model.Start.ToArray();
        var before = _model.Score(place);
        for (var i = 0; i < _plan.Migrations.Count; i++)
        {
            var step = _plan.Migrations[i];
            if (step.Step != i + 1 || step.After.Any(a => a >= step.Step || a < 1))
            {
                return $"step {step.Step} stands at {i + 1} and waits for {string.Join(", ", step.After)}";
            }

            foreach (var guest in Guests(step))
            {
                if (Start(step, place, [], guest) is { } broken)
                {
                    return $"step {step.Step}: {broken}";
                }

                place[guest] = _model.NodeIndex(step.To);
            }

            if (i + 1 < _plan.Migrations.Count && _plan.Migrations[i + 1].Unit == step.Unit)
            {
                continue;
            }

            var after = _model.Score(place);
            if (_steps.BreaksAtRest(place) is { } worse)
            {
                return $"after unit {step.Unit}: {worse}";
            }

            if (after.CompareWorth(before) > 0)
            {
                return $"unit {step.Unit} makes the score worse: {before} to {after}";
            }

            before = after;
        }

        var counted = _model.Cluster.Nodes.Select((_, n) => place.Count(p => p == n));
        return counted.SequenceEqual(_plan.After.Nodes.Select(n => n.Guests)) ? null : "the state after the plan is not where its steps lead";
    }

    private string? Concurrent(Random random)
    {
        var place = _model.Start.ToArray();
        var waiting = _plan.Migrations.ToList();
        var running = new List<PlannedMigration>();
        var ended = new HashSet<int>();
        var log = new List<string>();
        while (waiting.Count + running.Count > 0)
        {
            var ready = waiting.Where(m => m.After.All(ended.Contains)).ToList();
            if (ready.Count > 0 && (running.Count == 0 || random.Next(3) > 0))
            {
                var step = ready[random.Next(ready.Count)];
                var inFlight = running.SelectMany(m => Guests(m).Select(g => (g, _model.NodeIndex(m.To)))).ToList();
                foreach (var guest in Guests(step))
                {
                    if (Start(step, place, inFlight, guest) is { } broken)
                    {
                        return $"in the order {string.Join(" ", log)}: starting {step.Step}: {broken}";
                    }

                    inFlight.Add((guest, _model.NodeIndex(step.To)));
                }

                waiting.Remove(step);
                running.Add(step);
                log.Add($"+{step.Step}");
            }
            else if (running.Count > 0)
            {
                var step = running[random.Next(running.Count)];
                foreach (var guest in Guests(step))
                {
                    place[guest] = _model.NodeIndex(step.To);
                }

                running.Remove(step);
                ended.Add(step.Step);
                log.Add($"-{step.Step}");
            }
            else
            {
                return $"steps {string.Join(", ", waiting.Select(m => m.Step))} wait for one another";
            }
        }

        return null;
    }

    private string? Start(PlannedMigration step, int[] place, IReadOnlyList<(int Guest, int Node)> inFlight, int guest)
    {
        var from = _model.NodeIndex(step.From);
        return place[guest] == from && inFlight.All(f => f.Guest != guest)
            ? _steps.Breaks(place, inFlight, guest, _model.NodeIndex(step.To))
            : $"guest {_model.Cluster.Guests[guest].Id} is not on {step.From}";
    }

    private IEnumerable<int> Guests(PlannedMigration step) => step.Carries.Prepend(step.Guest).Select(id => _indexOf[id]);
}
