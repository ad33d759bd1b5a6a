using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Core.Tests.Properties.Reference;

namespace ProxLB.Core.Tests.Properties;

/// <summary>Plans of small problems against enumeration: the same score, and legal at every moment.</summary>
public class BruteForceTests
{
    private const int Quick = 100;
    private const int All = 1_000;

    [Fact]
    public void Plans_of_a_hundred_problems_are_as_good_as_brute_force() => AssertAll(1, Quick);

    /// <summary>Set PROXLB_ALL_PROBLEMS to a number, such as 1000, to look at so many.</summary>
    [Fact]
    public void Plans_of_a_thousand_problems_are_as_good_as_brute_force()
    {
        if (Environment.GetEnvironmentVariable("PROXLB_ALL_PROBLEMS") is { } number)
        {
            var seeds = int.TryParse(Environment.GetEnvironmentVariable("PROXLB_FIRST_PROBLEM"), out var from) ? from : Quick + 1;
            AssertAll(seeds, int.TryParse(number, out var count) ? count : All);
        }
    }

    private static void AssertAll(int first, int last)
    {
        var wrong = Enumerable.Range(first, last - first + 1).Select(Difference).Where(d => d is not null).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {last - first + 1}:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    private static string? Difference(int seed)
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
