using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>Figures as single metrics, each with its id and time. Only the last sample is kept here, whether history is asked for or not.</summary>
/// <param name="since">Seconds since 1970: older samples are left out.</param>
internal sealed class MetricsView(ClusterWorld world, long since)
{
    public JsonArray Metrics { get; } = [];

    /// <summary>Adds a node, its guests and its storages.</summary>
    public void Add(SimulatedNode node)
    {
        AddNode(node);
        foreach (var guest in world.Guests.Values.Where(guest => guest.Node == node.Name))
        {
            AddGuest(guest);
        }

        foreach (var storage in world.Storages.Values.Where(storage => storage.AvailableOn(node.Name)))
        {
            var time = node.Sample?.At ?? world.Now;
            Gauge($"storage/{node.Name}/{storage.Id}", "disk_total", storage.SizeOn(node.Name), time);
            Gauge($"storage/{node.Name}/{storage.Id}", "disk_used", StorageUse.Used(world, storage, node.Name), time);
        }
    }

    private void AddNode(SimulatedNode node)
    {
        if (node.Sample is not { } sample)
        {
            return;
        }

        var id = $"node/{node.Name}";
        var load = sample.Cpu * node.Cores;
        Gauge(id, "uptime", (long)(sample.At - node.Since).TotalSeconds, sample.At);
        Gauge(id, "cpu_avg1", load, sample.At);
        Gauge(id, "cpu_avg5", load, sample.At);
        Gauge(id, "cpu_avg15", load, sample.At);
        Gauge(id, "cpu_max", node.Cores, sample.At);
        Gauge(id, "cpu_current", sample.Cpu, sample.At);
        Gauge(id, "cpu_iowait", 0.002, sample.At);
        Gauge(id, "mem_total", node.MemoryBytes, sample.At);
        Gauge(id, "mem_used", sample.Memory, sample.At);
        Gauge(id, "swap_total", 8L << 30, sample.At);
        Gauge(id, "swap_used", 0, sample.At);
        Gauge(id, "disk_total", node.DiskBytes, sample.At);
        Gauge(id, "disk_used", node.DiskUsed, sample.At);
    }

    private void AddGuest(SimulatedGuest guest)
    {
        if (guest.Sample is not { } sample)
        {
            return;
        }

        var id = $"{guest.ApiType}/{guest.Id}";
        Gauge(id, "uptime", sample.Uptime, sample.At);
        Gauge(id, "cpu_max", guest.Cores, sample.At);
        Gauge(id, "mem_total", guest.MemoryBytes, sample.At);
        Gauge(id, "disk_total", GuestView.BootDisk(guest), sample.At);
        if (!sample.Running)
        {
            return;
        }

        Gauge(id, "cpu_current", sample.Cpu, sample.At);
        Gauge(id, "mem_used", sample.Memory, sample.At);
        Add(id, "disk_read", "derive", sample.DiskRead, sample.At);
        Add(id, "disk_write", "derive", sample.DiskWrite, sample.At);
        Add(id, "net_in", "derive", sample.NetIn, sample.At);
        Add(id, "net_out", "derive", sample.NetOut, sample.At);
        if (guest.Kind == GuestKind.Container)
        {
            Gauge(id, "disk_used", GuestView.BootDisk(guest) / 3, sample.At);
        }
    }

    private void Gauge(string id, string metric, JsonNode value, DateTimeOffset at) => Add(id, metric, "gauge", value, at);

    private void Add(string id, string metric, string type, JsonNode value, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        if (time >= since)
        {
            Metrics.Add(new JsonObject { ["id"] = id, ["metric"] = metric, ["type"] = type, ["value"] = value, ["timestamp"] = time });
        }
    }
}
