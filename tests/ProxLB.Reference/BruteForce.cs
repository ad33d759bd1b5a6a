using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;

namespace ProxLB.Reference;

/// <summary>The engine against enumeration, one small problem a seed.</summary>
internal static class BruteForce
{
    /// <summary>What is wrong with the engine's plan: worse than the best placement with a legal order, a broken rule on the way, or no proof; null: nothing.</summary>
    public static string? Difference(int seed)
    {
        var problem = new OracleCase(seed);
        var model = new ReferenceModel(problem.Snapshot, problem.Options, problem.Request);
        var (place, best) = new ReferenceSearch(model).Plan();
        var plan = new Balancer(problem.Options).Plan(problem.Snapshot, problem.Request);
        var planned = model.Start.ToArray();
        foreach (var migration in plan.Migrations)
        {
            planned[problem.Snapshot.Guests.ToList().FindIndex(g => g.Id == migration.Guest)] = model.NodeIndex(migration.To);
        }

        var score = model.Score(planned);
        var broken = PlanChecker.Broken(model, plan, seed);
        if (score == best && plan.Optimal && broken is null)
        {
            return null;
        }

        return $"seed {seed}, goal {model.Goal}, {model.Cluster.Nodes.Count} x {model.Cluster.Guests.Count}, optimal {plan.Optimal}, stopped by {plan.StoppedBy}{Environment.NewLine}"
            + $"  start   {model.Score(model.Start)}{Environment.NewLine}"
            + $"  planned {score} {Moves(model, planned)}{Environment.NewLine}  best    {best} {Moves(model, place)}{Environment.NewLine}  broken: {broken ?? "nothing"}"
            + Saved(problem.Snapshot, seed);
    }

    private static string Moves(ReferenceModel model, int[] place) => string.Join(", ", Enumerable.Range(0, place.Length)
        .Where(g => place[g] != model.Start[g])
        .Select(g => $"{model.Cluster.Guests[g].Id}:{model.Cluster.Nodes[model.Start[g]].Name}>{model.Cluster.Nodes[place[g]].Name}"));

    /// <summary>Set PROXLB_SAVE_PROBLEMS to a folder to have the snapshots of wrong plans written there.</summary>
    private static string Saved(ClusterSnapshot snapshot, int seed)
    {
        if (Environment.GetEnvironmentVariable("PROXLB_SAVE_PROBLEMS") is not { } folder)
        {
            return "";
        }

        var path = Path.Combine(folder, $"problem-{seed}.json");
        File.WriteAllBytes(path, SnapshotWriter.ToUtf8(snapshot));
        return $"{Environment.NewLine}  {path}";
    }
}
