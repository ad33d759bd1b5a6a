using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>Figures as single metrics, each with its id and time, sorted by time as the real API sorts them.</summary>
internal sealed class MetricsView(ClusterWorld world, Utf8JsonWriter writer)
{
    /// <summary>Writes a list: the last generation, or up to half an hour of them.</summary>
    /// <param name="nodes">The nodes that are asked.</param>
    /// <param name="history">Whether earlier generations are wanted too.</param>
    /// <param name="after">Seconds since 1970; metrics up to this moment are left out.</param>
    public void Write(IReadOnlyCollection<SimulatedNode> nodes, bool history, long after)
    {
        var sampled = nodes.Where(node => node.Sample is not null).ToList();
        var storages = sampled.ToDictionary(node => node.Name, StoragesOf, StringComparer.Ordinal);
        var guests = world.Guests.Values.ToLookup(guest => guest.Node, StringComparer.Ordinal);
        writer.WriteStartArray();
        for (var age = history ? MostGenerations - 1 : 0; age >= 0; age--)
        {
            var back = TimeSpan.FromSeconds(age * StatusDaemon.Period);
            foreach (var node in sampled.Where(node => (node.Sample!.At - back).ToUnixTimeSeconds() > after))
            {
                Write(node, guests[node.Name], storages[node.Name], node.Sample!.At - back);
            }
        }

        writer.WriteEndArray();
    }

    private const int MostGenerations = 181;

    private void Write(SimulatedNode node, IEnumerable<SimulatedGuest> guests, IReadOnlyList<StorageFigures> storages, DateTimeOffset at)
    {
        WriteNode(node, at);
        foreach (var guest in guests.Where(guest => guest.Sample is not null))
        {
            WriteGuest(guest, at);
        }

        foreach (var storage in storages)
        {
            var of = new Metric(storage.Id, at.ToUnixTimeSeconds());
            Gauge(of, "disk_total", storage.Size);
            Gauge(of, "disk_used", storage.Used);
        }
    }

    private List<StorageFigures> StoragesOf(SimulatedNode node) =>
    [
        .. world.Storages.Values.Where(storage => storage.AvailableOn(node.Name))
            .Select(storage => new StorageFigures($"storage/{node.Name}/{storage.Id}", storage.SizeOn(node.Name), StorageUse.Used(world, storage, node.Name))),
    ];

    private void WriteNode(SimulatedNode node, DateTimeOffset at)
    {
        var of = new Metric($"node/{node.Name}", at.ToUnixTimeSeconds());
        var load = node.History.At(at) ?? new LoadPoint(true, node.Sample!.Cpu, node.Sample.Memory);
        Gauge(of, "uptime", (long)Math.Max(0, (at - node.Since).TotalSeconds));
        Gauge(of, "cpu_avg1", load.Cpu * node.Cores);
        Gauge(of, "cpu_avg5", load.Cpu * node.Cores);
        Gauge(of, "cpu_avg15", load.Cpu * node.Cores);
        Gauge(of, "cpu_max", node.Cores);
        Gauge(of, "cpu_current", load.Cpu);
        Gauge(of, "cpu_iowait", 0.002);
        Gauge(of, "mem_total", node.MemoryBytes);
        Gauge(of, "mem_used", (long)load.Memory);
        Gauge(of, "swap_total", 8L << 30);
        Gauge(of, "swap_used", 0);
        Gauge(of, "disk_total", node.DiskBytes);
        Gauge(of, "disk_used", node.DiskUsed);
    }

    private void WriteGuest(SimulatedGuest guest, DateTimeOffset at)
    {
        var of = new Metric($"{guest.ApiType}/{guest.Id}", at.ToUnixTimeSeconds());
        var uptime = Math.Max(0, guest.Sample!.Uptime - (long)(guest.Sample.At - at).TotalSeconds);
        Gauge(of, "uptime", uptime);
        Gauge(of, "cpu_max", guest.Cores);
        Gauge(of, "mem_total", guest.MemoryBytes);
        Gauge(of, "disk_total", GuestView.BootDisk(guest));
        if (guest.History.At(at) is not { Active: true } load)
        {
            return;
        }

        Gauge(of, "cpu_current", load.Cpu);
        Gauge(of, "mem_used", (long)load.Memory);
        Write(of, "disk_read", "derive", uptime * 310_000);
        Write(of, "disk_write", "derive", uptime * 120_000);
        Write(of, "net_in", "derive", uptime * 41_000);
        Write(of, "net_out", "derive", uptime * 23_000);
        if (guest.Kind == GuestKind.Container)
        {
            Gauge(of, "disk_used", GuestView.BootDisk(guest) / 3);
        }
    }

    private void Gauge(Metric of, string name, double value) => Write(of, name, "gauge", value);

    private void Write(Metric of, string name, string type, double value)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, of.Id);
        writer.WriteString("metric"u8, name);
        writer.WriteNumber("timestamp"u8, of.Timestamp);
        writer.WriteString("type"u8, type);
        writer.WriteNumber("value"u8, value);
        writer.WriteEndObject();
    }

    private sealed record StorageFigures(string Id, long Size, long Used);

    private readonly record struct Metric(string Id, long Timestamp);
}
