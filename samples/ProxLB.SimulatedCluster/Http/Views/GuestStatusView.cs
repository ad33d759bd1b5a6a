using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary><c>status/current</c> of a guest.</summary>
internal static class GuestStatusView
{
    public static JsonObject Of(ClusterWorld world, SimulatedGuest guest)
    {
        var view = GuestView.Live(world, guest);
        if (guest.Kind == GuestKind.Vm)
        {
            AddQemu(view, guest);
        }

        var managed = world.Ha.IsManaged(guest.Sid);
        view["ha"] = new JsonObject { ["managed"] = managed.Bit() }.Put("state", managed ? world.Ha.ResourceState(guest.Sid) : null);
        return view;
    }

    public static JsonObject AddQemu(JsonObject view, SimulatedGuest guest)
    {
        view["qmpstatus"] = guest.Running ? "running" : "stopped";
        if (guest.Running)
        {
            view["balloon"] = guest.MemoryBytes;
            view["running-qemu"] = "10.1.2";
            view["running-machine"] = "pc-i440fx-10.1+pve0";
            if (guest.BalloonStatistics)
            {
                view["freemem"] = guest.MemoryBytes - guest.MemoryUsed;
                view["ballooninfo"] = new JsonObject
                {
                    ["actual"] = guest.MemoryBytes,
                    ["max_mem"] = guest.MemoryBytes,
                    ["total_mem"] = guest.MemoryBytes,
                    ["free_mem"] = guest.MemoryBytes - guest.MemoryUsed,
                };
            }
        }

        return view;
    }
}
