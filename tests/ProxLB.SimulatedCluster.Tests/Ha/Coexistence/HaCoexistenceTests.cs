using ProxLB.Core.Planning;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Ha.Coexistence;

/// <summary>From a state in which the HA manager moves nothing, any plan leads to a state in which it moves nothing.</summary>
/// <remarks>The HA manager is the simulated cluster's own, written apart from the model that the planner has of it.</remarks>
public class HaCoexistenceTests
{
    private const int Rounds = 30;
    private const int LongestUnrest = 10;

    [Theory]
    [InlineData("7.4", 100, 100)]
    [InlineData("8.4", 200, 200)]
    [InlineData("9.0", 300, 400)]
    [InlineData("9.2", 300, 400)]
    public void The_HA_manager_moves_nothing_after_any_plan(string version, int seeds, int leastMigrations)
    {
        var migrations = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            migrations += Run(new HaScenario(version, seed));
        }

        Assert.True(migrations >= leastMigrations, $"Only {migrations} migrations were planned: the test says little.");
    }

    /// <summary>Settles, plans, carries out and watches; the number of migrations.</summary>
    private static int Run(HaScenario scenario)
    {
        var motions = new MotionLog();
        var world = WorldBuilder.Build(scenario.Snapshot, new WorldSettings { Version = scenario.Version });
        world.Observers.Add(motions);
        if (!Settles(world, scenario, motions))
        {
            return 0;
        }

        var options = new BalancerOptions();
        options.Goal.Goal = scenario.Goal;
        options.Goal.Balanciness = 3;
        var plan = new Balancer(options).Plan(WorldFacts.Now(world, scenario.Snapshot), new PlanRequest { Drain = scenario.Drain });
        new PlanRunner(world, parallel: 3).Run(plan);
        world.Advance(Rounds * TimeSpan.FromSeconds(10));
        var steps = string.Join(", ", plan.Migrations.Select(step => $"{step.Guest}{string.Concat(step.Carries.Select(id => $"+{id}"))}>{step.To}"));
        Assert.True(motions.OwnMotions.Count == 0, $"{scenario.Snapshot.Name} after [{steps}]: {string.Join("; ", motions.OwnMotions)}");
        Assert.True(motions.Refused.Count == 0, $"{scenario.Snapshot.Name} during [{steps}]: {string.Join("; ", motions.Refused)}");
        return plan.Migrations.Count;
    }

    /// <summary>Whether the HA manager comes to rest: it moves nothing for 30 rounds.</summary>
    private static bool Settles(ClusterWorld world, HaScenario scenario, MotionLog motions)
    {
        world.Advance(TimeSpan.FromMinutes(1));
        if (scenario.Maintenance is { } maintenance)
        {
            world.Ha.SetMaintenance(maintenance, on: true);
        }

        if (scenario.Dead is { } dead)
        {
            world.KillNode(dead);
        }

        for (var attempt = 0; attempt < LongestUnrest; attempt++)
        {
            motions.Clear();
            world.Advance(Rounds * TimeSpan.FromSeconds(10));
            if (motions.OwnMotions.Count == 0)
            {
                return true;
            }
        }

        return false;
    }
}
