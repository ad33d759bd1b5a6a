using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;
using WorldClock = ProxLB.SimulatedCluster.Simulation;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>What other administrators do, and what breaks by itself.</summary>
internal sealed class SiteDeeds(WorldClock clock, Random random)
{
    /// <summary>Guests that others have had their hands on.</summary>
    public HashSet<int> Touched { get; } = [];

    public void Act() => clock.Change(world =>
    {
        if (world.Guests.Count < 5)
        {
            return;
        }

        var guest = world.Guests.Values.ElementAt(random.Next(world.Guests.Count));
        var node = world.Nodes.Values.ElementAt(random.Next(world.Nodes.Count));
        var managed = world.Ha.Resources.ContainsKey(guest.Sid);
        switch (random.Next(16))
        {
            case 0 or 1 when !managed && node.Alive && world.Nodes[guest.Node].Alive && guest.Lock is null:
                Touched.Add(guest.Id);
                world.MoveGuest(guest.Id, node.Name);
                break;
            case 2 when !managed && guest.Lock is null && random.Next(4) == 0:
                Touched.Add(guest.Id);
                world.DeleteGuest(guest.Id);
                break;
            case 3 or 4 when !managed && guest.Lock is null:
                Touched.Add(guest.Id);
                if (guest.Running)
                {
                    world.StopGuest(guest.Id);
                }
                else
                {
                    world.StartGuest(guest.Id);
                }

                break;
            case 5 or 6 when guest.Lock is null or "snapshot":
                world.LockGuest(guest.Id, guest.Lock is null ? "snapshot" : null);
                break;
            case 7 when guest.Lock is null:
                world.StartBackup(guest.Id, TimeSpan.FromSeconds(random.Next(10, 300)));
                break;
            case 8 or 9:
                KillOrRevive(world, node);
                break;
            case 10:
                world.Ha.SetMaintenance(node.Name, random.Next(2) == 0);
                break;
            case 11 or 12:
                Migrate(world, guest, node, managed);
                break;
            case 13:
                Touched.Add(guest.Id);
                world.Migrations.FailNext(guest.Id, new InjectedFailure("online migrate failure", random.Next(4) == 0));
                break;
            default:
                break;
        }
    });

    /// <summary>Good weather: all nodes are there, nothing is locked, nobody acts.</summary>
    public void Clear() => clock.Change(world =>
    {
        foreach (var node in world.Nodes.Values)
        {
            world.ReviveNode(node.Name);
            world.Ha.SetMaintenance(node.Name, on: false);
        }

        // A worker that died with its node has unlocked nothing.
        var underWay = world.Migrations.UnderWay.Select(job => job.Guest).ToHashSet();
        foreach (var guest in world.Guests.Values.Where(guest => guest.Lock is "snapshot" or "migrate" && !underWay.Contains(guest.Id)))
        {
            world.LockGuest(guest.Id, null);
        }
    });

    private void KillOrRevive(ClusterWorld world, SimulatedNode node)
    {
        if (!node.Alive)
        {
            world.ReviveNode(node.Name);
        }
        else if (random.Next(3) == 0)
        {
            foreach (var guest in world.Guests.Values.Where(guest => guest.Node == node.Name))
            {
                Touched.Add(guest.Id);
            }

            world.KillNode(node.Name);
        }
    }

    private void Migrate(ClusterWorld world, SimulatedGuest guest, SimulatedNode node, bool managed)
    {
        Touched.Add(guest.Id);
        try
        {
            if (managed)
            {
                world.Ha.Request(guest.Sid, new HaMotion("migrate", node.Name));
            }
            else
            {
                var vm = guest.ApiType == "qemu";
                world.Migrations.Request(guest.Node, guest.Kind, guest.Id, new MigrationParameters(node.Name) { Online = vm && guest.Running, Restart = !vm && guest.Running, WithLocalDisks = true }, Identity.Root);
            }
        }
        catch (RequestRefusedException)
        {
            // Others are refused too.
        }
    }
}
