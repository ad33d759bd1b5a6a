using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>A guest as the API shows it: in the cluster's resources and in the lists of its node.</summary>
internal static class GuestView
{
    public static JsonObject Resource(ClusterWorld world, SimulatedGuest guest)
    {
        var sample = guest.Sample is { } last && world.Now - last.At <= StatusDaemon.Expiry ? last : null;
        var view = new JsonObject
        {
            ["id"] = $"{guest.ApiType}/{guest.Id}",
            ["type"] = guest.ApiType,
            ["vmid"] = guest.Id,
            ["node"] = guest.Node,
            ["template"] = guest.Template.Bit(),
            ["status"] = sample is null ? "unknown" : Status(sample.Running),
        };
        if (sample is not null)
        {
            view.Put("name", guest.Name)
                .Put("uptime", sample.Uptime)
                .Put("maxcpu", guest.Cores)
                .Put("cpu", sample.Cpu)
                .Put("maxmem", guest.MemoryBytes)
                .Put("mem", sample.Memory)
                .Put("maxdisk", BootDisk(guest))
                .Put("disk", guest.Kind == GuestKind.Vm ? 0 : BootDisk(guest) / 3)
                .Put("netin", sample.NetIn)
                .Put("netout", sample.NetOut)
                .Put("diskread", sample.DiskRead)
                .Put("diskwrite", sample.DiskWrite);
            if (world.Version.AtLeast(9, 0))
            {
                view["memhost"] = guest.Kind == GuestKind.Vm ? sample.HostMemory : 0;
            }
        }

        return view.Put("pool", guest.Pool)
            .Put("tags", Tags(guest))
            .Put("lock", guest.Lock)
            .Put("hastate", world.Ha.ResourceState(guest.Sid));
    }

    /// <summary>The live figures that the guest's own node gives.</summary>
    public static JsonObject Live(ClusterWorld world, SimulatedGuest guest)
    {
        var uptime = guest.Running ? (long)(world.Now - guest.StartedAt).TotalSeconds : 0;
        var memory = guest.Running ? guest.MemoryUsed : 0;
        var view = new JsonObject
        {
            ["vmid"] = guest.Id,
            ["name"] = guest.Name,
            ["status"] = Status(guest.Running),
            ["cpus"] = guest.Cores,
            ["cpu"] = guest.Running && !guest.FreshProcess ? guest.CpuUsed / guest.Cores : 0,
            ["maxmem"] = guest.MemoryBytes,
            ["mem"] = memory,
            ["maxdisk"] = BootDisk(guest),
            ["disk"] = guest.Kind == GuestKind.Vm ? 0 : BootDisk(guest) / 3,
            ["uptime"] = uptime,
            ["netin"] = uptime * 41_000,
            ["netout"] = uptime * 23_000,
            ["diskread"] = uptime * 310_000,
            ["diskwrite"] = uptime * 120_000,
        };
        if (guest.Template)
        {
            view["template"] = 1;
        }

        if (guest.Running)
        {
            view["pid"] = guest.ProcessId;
        }

        if (guest.Kind == GuestKind.Container)
        {
            view.Put("type", "lxc").Put("swap", 0).Put("maxswap", 512L << 20);
        }

        if (world.Version.AtLeast(9, 0))
        {
            if (guest.Kind == GuestKind.Vm)
            {
                view["memhost"] = memory;
            }

            if (guest.Running)
            {
                PressureView.AddTo(view, Pressure.Of(world, guest), withCpuFull: true);
            }
        }

        return view.Put("tags", Tags(guest)).Put("lock", guest.Lock);
    }

    public static long BootDisk(SimulatedGuest guest) => guest.Volumes.Find(volume => !volume.Cdrom && !volume.Unused)?.Bytes ?? 0;

    public static string? Tags(SimulatedGuest guest) => guest.Tags.Count > 0 ? string.Join(';', guest.Tags) : null;

    private static string Status(bool running) => running ? "running" : "stopped";
}
