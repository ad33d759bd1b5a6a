using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>Rows of load over time, in the resolution of the release.</summary>
internal static class RrdView
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    public static JsonArray Of(ClusterWorld world, string timeframe, Func<DateTimeOffset, DateTimeOffset, JsonObject> row)
    {
        var (step, rows) = Resolution(world.Version, timeframe);
        var last = world.Now.ToUnixTimeSeconds() / step * step;
        var list = new JsonArray();
        for (var time = last - ((rows - 1) * (long)step); time <= last; time += step)
        {
            var end = DateTimeOffset.FromUnixTimeSeconds(time);
            var values = row(end.AddSeconds(-step), end);
            values["time"] = time;
            list.Add(values);
        }

        return list;
    }

    public static JsonObject NodeRow(ClusterWorld world, SimulatedNode node, DateTimeOffset from, DateTimeOffset to)
    {
        if (node.History.Average(from, to) is not { } load || (!node.Alive && to > node.Since))
        {
            return [];
        }

        var view = new JsonObject
        {
            ["loadavg"] = load.Cpu * node.Cores,
            ["maxcpu"] = node.Cores,
            ["cpu"] = load.Cpu * Wave(to),
            ["iowait"] = 0.002,
            ["memtotal"] = node.MemoryBytes,
            ["memused"] = load.Memory,
            ["swaptotal"] = 8L << 30,
            ["swapused"] = 0,
            ["roottotal"] = node.DiskBytes,
            ["rootused"] = node.DiskUsed,
            ["netin"] = 1_200_000,
            ["netout"] = 900_000,
        };
        if (world.Version.AtLeast(9, 0))
        {
            view["memavailable"] = node.MemoryBytes - load.Memory;
            view["arcsize"] = node.ReclaimableMemory;
            PressureView.AddTo(view, Pressure.Of(world, node), withCpuFull: false);
        }

        return view;
    }

    public static JsonObject GuestRow(ClusterWorld world, SimulatedGuest guest, DateTimeOffset from, DateTimeOffset to)
    {
        if (guest.History.Average(from, to) is not { } load)
        {
            return [];
        }

        var view = new JsonObject
        {
            ["maxcpu"] = guest.Cores,
            ["cpu"] = load.Cpu * Wave(to),
            ["maxmem"] = guest.MemoryBytes,
            ["mem"] = load.Memory,
            ["maxdisk"] = GuestView.BootDisk(guest),
            ["disk"] = 0,
            ["netin"] = 41_000,
            ["netout"] = 23_000,
            ["diskread"] = 310_000,
            ["diskwrite"] = 120_000,
        };
        if (world.Version.AtLeast(9, 0))
        {
            view["memhost"] = guest.Kind == GuestKind.Vm ? guest.MemoryUsed : 0;
            PressureView.AddTo(view, Pressure.Of(world, guest), withCpuFull: true);
        }

        return view;
    }

    /// <summary>Seconds per row and rows of a time frame.</summary>
    private static (int Step, int Rows) Resolution(ClusterVersion version, string timeframe) => (version.AtLeast(9, 0), timeframe) switch
    {
        (true, "hour") => (Minute, 60),
        (true, "day") => (Minute, 1440),
        (true, "week") => (30 * Minute, 336),
        (true, "month") => (30 * Minute, 1440),
        (true, "year") => (6 * Hour, 1440),
        (true, _) => (7 * Day, 570),
        (false, "hour") => (Minute, 70),
        (false, "day") => (30 * Minute, 70),
        (false, "week") => (3 * Hour, 70),
        (false, "month") => (12 * Hour, 70),
        (false, _) => (7 * Day, 70),
    };

    /// <summary>A ripple of a tenth with the mean 1 over ten rows: real figures are never flat.</summary>
    private static double Wave(DateTimeOffset time) => 1 + (0.1 * Math.Sin(2 * Math.PI * (time.ToUnixTimeSeconds() / Minute % 10) / 10.0));
}
