using System.Text.Json;
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

    public static JsonNode OfNode(ClusterWorld world, SimulatedNode node, string timeframe)
    {
        var pressure = Pressure.Of(world, node);
        return Rows(world, timeframe, (writer, from, to) =>
        {
            if (node.Alive || to <= node.Since)
            {
                WriteNode(writer, world, node, pressure, from, to);
            }
        });
    }

    public static JsonNode OfGuest(ClusterWorld world, SimulatedGuest guest, string timeframe)
    {
        var pressure = Pressure.Of(world, guest);
        return Rows(world, timeframe, (writer, from, to) => WriteGuest(writer, world, guest, pressure, from, to));
    }

    private static JsonNode Rows(ClusterWorld world, string timeframe, Action<Utf8JsonWriter, DateTimeOffset, DateTimeOffset> write) => WrittenJson.Of(writer =>
    {
        var (step, rows) = Resolution(world.Version, timeframe);
        var last = world.Now.ToUnixTimeSeconds() / step * step;
        writer.WriteStartArray();
        for (var time = last - ((rows - 1) * (long)step); time <= last; time += step)
        {
            var end = DateTimeOffset.FromUnixTimeSeconds(time);
            writer.WriteStartObject();
            writer.WriteNumber("time"u8, time);
            write(writer, end.AddSeconds(-step), end);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteNode(Utf8JsonWriter writer, ClusterWorld world, SimulatedNode node, PressureFigures pressure, DateTimeOffset from, DateTimeOffset to)
    {
        if (node.History.Average(from, to) is not { } load)
        {
            return;
        }

        writer.WriteNumber("loadavg"u8, load.Cpu * node.Cores);
        writer.WriteNumber("maxcpu"u8, node.Cores);
        writer.WriteNumber("cpu"u8, load.Cpu * Wave(to));
        writer.WriteNumber("iowait"u8, 0.002);
        writer.WriteNumber("memtotal"u8, node.MemoryBytes);
        writer.WriteNumber("memused"u8, load.Memory);
        writer.WriteNumber("swaptotal"u8, 8L << 30);
        writer.WriteNumber("swapused"u8, 0);
        writer.WriteNumber("roottotal"u8, node.DiskBytes);
        writer.WriteNumber("rootused"u8, node.DiskUsed);
        writer.WriteNumber("netin"u8, 1_200_000);
        writer.WriteNumber("netout"u8, 900_000);
        if (world.Version.AtLeast(9, 0))
        {
            writer.WriteNumber("memavailable"u8, node.MemoryBytes - load.Memory);
            writer.WriteNumber("arcsize"u8, node.CacheBytes);
            PressureView.Write(writer, pressure, withCpuFull: false);
        }
    }

    private static void WriteGuest(Utf8JsonWriter writer, ClusterWorld world, SimulatedGuest guest, PressureFigures pressure, DateTimeOffset from, DateTimeOffset to)
    {
        if (guest.History.Average(from, to) is not { } load)
        {
            return;
        }

        writer.WriteNumber("maxcpu"u8, guest.Cores);
        writer.WriteNumber("cpu"u8, load.Cpu * Wave(to));
        writer.WriteNumber("maxmem"u8, guest.MemoryBytes);
        writer.WriteNumber("mem"u8, load.Memory);
        writer.WriteNumber("maxdisk"u8, GuestView.BootDisk(guest));
        writer.WriteNumber("disk"u8, 0);
        writer.WriteNumber("netin"u8, 41_000);
        writer.WriteNumber("netout"u8, 23_000);
        writer.WriteNumber("diskread"u8, 310_000);
        writer.WriteNumber("diskwrite"u8, 120_000);
        if (world.Version.AtLeast(9, 0))
        {
            writer.WriteNumber("memhost"u8, guest.Kind == GuestKind.Vm ? guest.MemoryUsed : 0);
            PressureView.Write(writer, pressure, withCpuFull: true);
        }
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
