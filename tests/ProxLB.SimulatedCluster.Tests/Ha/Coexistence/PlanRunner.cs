using ProxLB.Core.Planning;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Tests.Ha.Coexistence;

/// <summary>Carries a plan out as its steps allow: each as soon as those it waits for have ended.</summary>
/// <param name="world">The cluster.</param>
/// <param name="parallel">The most at a time.</param>
internal sealed class PlanRunner(ClusterWorld world, int parallel)
{
    private const int LongestRun = 3600;

    public void Run(MigrationPlan plan)
    {
        var ended = new HashSet<int>();
        var running = new List<PlannedMigration>();
        var waiting = new Queue<PlannedMigration>(plan.Migrations);
        for (var second = 0; waiting.Count + running.Count > 0; second++)
        {
            Assert.True(second < LongestRun, $"Step {running.FirstOrDefault()?.Step} does not end.");
            foreach (var step in running.Where(HasArrived).ToList())
            {
                running.Remove(step);
                ended.Add(step.Step);
            }

            while (running.Count < parallel && waiting.TryPeek(out var next) && next.After.All(ended.Contains))
            {
                Start(waiting.Dequeue());
                running.Add(next);
            }

            world.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void Start(PlannedMigration step)
    {
        var parameters = new MigrationParameters(step.To) { Online = step.Mode == MigrationMode.Live, Restart = step.Mode == MigrationMode.Restart };
        var task = world.Migrations.Request(step.From, step.Kind, step.Guest, parameters, Identity.Root);
        Assert.True(task.ExitStatus is null or "OK", $"Step {step.Step}: {task.ExitStatus}");
    }

    private bool HasArrived(PlannedMigration step) => step.Carries.Prepend(step.Guest).All(id =>
        world.Guests[id] is { Lock: null } guest
        && guest.Node == step.To
        && world.Ha.Services.GetValueOrDefault(guest.Sid) is null or { State: "started" or "stopped" });
}
