using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.World;

public sealed partial class ClusterWorld
{
    /// <summary>A node dies: its guests stop, its tasks end without a result.</summary>
    /// <param name="name">The node.</param>
    public void KillNode(string name)
    {
        var node = Nodes[name];
        if (!node.Alive)
        {
            return;
        }

        node.Alive = false;
        node.Since = Now;
        Report(WorldEventKind.NodeDied, null, name);
        Migrations.NodeDied(name);
        foreach (var task in Tasks.All.Where(task => task.Node == name && task.EndedAt is null).ToList())
        {
            Tasks.End(task, "unexpected status");
        }

        foreach (var guest in Guests.Values.Where(guest => guest.Node == name))
        {
            StopGuest(guest.Id);
        }
    }

    /// <summary>A node comes back, freshly started; guests that are not HA-managed and not locked start again.</summary>
    /// <param name="name">The node.</param>
    public void ReviveNode(string name)
    {
        var node = Nodes[name];
        if (node.Alive)
        {
            return;
        }

        node.Alive = true;
        node.Since = Now;
        Report(WorldEventKind.NodeReturned, null, name);
        foreach (var guest in Guests.Values.Where(guest => guest.Node == name && StartsOnBoot(guest)))
        {
            StartGuest(guest.Id);
        }
    }

    private static bool StartsOnBoot(SimulatedGuest guest) =>
        guest.Lock is null && guest.Config.TryGetValue("onboot", out var value) && value == "1";
}
