using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Tests.World;

public class DeterminismTests
{
    [Fact]
    public void The_same_seed_and_requests_give_the_same_events() => Assert.Equal(Run(seed: 3, step: 1), Run(seed: 3, step: 1));

    [Fact]
    public void It_does_not_matter_in_how_many_steps_time_passes() => Assert.Equal(Run(seed: 3, step: 1), Run(seed: 3, step: 90));

    private static List<string> Run(int seed, int step)
    {
        var log = new EventLog();
        var world = WorldBuilder.Build(ClusterGenerator.Generate(new GeneratorOptions { Seed = seed }), new WorldSettings { Seed = seed });
        world.Observers.Add(log);
        foreach (var guest in world.Guests.Values.Where(guest => guest is { Node: "pve1", Kind: GuestKind.Vm }))
        {
            world.Migrations.Request("pve1", GuestKind.Vm, guest.Id, new MigrationParameters("pve5") { Online = true, WithLocalDisks = true }, Identity.Root);
        }

        Pass(world, 90, step);
        world.KillNode("pve4");
        Pass(world, 360, step);
        world.ReviveNode("pve4");
        Pass(world, 90, step);
        Assert.NotEmpty(log.Events);
        return log.Events.ConvertAll(item => item.ToString());
    }

    private static void Pass(ClusterWorld world, int seconds, int step)
    {
        for (var passed = 0; passed < seconds; passed += step)
        {
            world.Advance(TimeSpan.FromSeconds(step));
        }
    }
}
