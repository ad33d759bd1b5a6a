using System.Globalization;
using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>The status of a node as it gives it itself.</summary>
internal static class NodeStatusView
{
    public static JsonObject Of(ClusterWorld world, SimulatedNode node)
    {
        var running = world.Guests.Values.Where(guest => guest.Running && guest.Node == node.Name).ToList();
        var cores = node.BaseCpu + running.Sum(guest => guest.CpuUsed);
        var used = Math.Min(node.MemoryBytes, node.BaseMemory + running.Sum(guest => guest.MemoryUsed));
        var load = cores.ToString("0.00", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["uptime"] = (long)(world.Now - node.Since).TotalSeconds,
            ["idle"] = 0,
            ["wait"] = 0.002,
            ["cpu"] = Math.Min(1, cores / node.Cores),
            ["loadavg"] = new JsonArray(load, load, load),
            ["cpuinfo"] = CpuInfo(world, node),
            ["memory"] = Memory(world, node, used),
            ["swap"] = new JsonObject { ["total"] = 8L << 30, ["used"] = 0, ["free"] = 8L << 30 },
            ["ksm"] = new JsonObject { ["shared"] = 0 },
            ["rootfs"] = RootDisk(node),
            ["pveversion"] = $"pve-manager/{node.PackageVersion ?? world.Version.PackageVersion}/0123456789abcdef",
            ["kversion"] = $"Linux {Kernel(world.Version)} #1 SMP PREEMPT_DYNAMIC",
            ["current-kernel"] = new JsonObject
            {
                ["sysname"] = "Linux",
                ["release"] = Kernel(world.Version),
                ["version"] = "#1 SMP PREEMPT_DYNAMIC",
                ["machine"] = "x86_64",
            },
            ["boot-info"] = new JsonObject { ["mode"] = "efi", ["secureboot"] = 0 },
        };
    }

    private static JsonObject CpuInfo(ClusterWorld world, SimulatedNode node)
    {
        var view = new JsonObject
        {
            ["model"] = node.CpuModel,
            ["cpus"] = node.Cores,
            ["cores"] = Math.Max(1, node.Cores / 2),
            ["sockets"] = 1,
            ["mhz"] = "3000.000",
            ["flags"] = string.Join(' ', node.CpuFlags),
            ["user_hz"] = 100,
            ["hvm"] = "1",
        };
        if (world.Version.AtLeast(9, 2))
        {
            view.Put("vendor", "AuthenticAMD").Put("family", "25");
        }

        return view;
    }

    private static JsonObject Memory(ClusterWorld world, SimulatedNode node, long used)
    {
        var view = new JsonObject { ["total"] = node.MemoryBytes, ["used"] = used, ["free"] = node.MemoryBytes - used };
        if (world.Version.AtLeast(8, 4))
        {
            view["available"] = node.MemoryBytes - used;
        }

        return view;
    }

    private static JsonObject RootDisk(SimulatedNode node) => new()
    {
        ["total"] = node.DiskBytes,
        ["used"] = node.DiskUsed,
        ["avail"] = node.DiskBytes - node.DiskUsed,
        ["free"] = node.DiskBytes - node.DiskUsed,
    };

    private static string Kernel(ClusterVersion version) => version.Major switch
    {
        7 => "5.15.158-2-pve",
        8 => "6.8.12-13-pve",
        _ => "6.17.4-2-pve",
    };
}
