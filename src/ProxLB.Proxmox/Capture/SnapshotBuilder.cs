using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Makes the snapshot of what was read.</summary>
internal static class SnapshotBuilder
{
    private const long Kibi = 1024;

    public static ClusterSnapshot Build(CaptureFacts facts, ProxmoxOptions options)
    {
        var (answers, rows) = (facts.Answers, facts.Rows);
        var storages = new StorageFacts(answers.Storages, answers.Resources, [.. rows.Nodes.Where(node => node.Online).Select(node => node.Name)]);
        var nodes = new NodeBuilder(storages, facts.Hardware, facts.HaNodes.Status, facts.HaNodes.Requested);
        var guests = new GuestBuilder(storages, facts.Mappings, HaResources(answers.Ha), HaServices(answers.Ha.Manager), Replication(answers.Replication));
        return new ClusterSnapshot
        {
            Name = rows.Name,
            CapturedAt = facts.CapturedAt,
            Quorate = rows.Quorate,
            Nodes = [.. rows.Nodes.Select(node => nodes.Build(node.Name, node.Online, node.Row, facts.Usage.Nodes.GetValueOrDefault(node.Name) ?? NodeUsage.Unknown))],
            Storages = storages.All,
            Guests = [.. rows.Guests.OrderBy(guest => guest.Id).Select(guest => Build(guest, guests, facts))],
            Ha = HaFactsBuilder.Build(answers.Ha, answers.Options?.Crs),
            Unknown = Unknown(answers),
            MigrationBytesPerSecond = Bandwidth(answers.Options?.BandwidthLimits, options.BandwidthLimit),
            Measured = options.Measure.Window > TimeSpan.Zero
                ? new Measurement { Statistic = options.Measure.Statistic, WindowSeconds = (int)options.Measure.Window.TotalSeconds }
                : null,
        };
    }

    private static Guest Build(GuestRow row, GuestBuilder builder, CaptureFacts facts)
    {
        var guest = builder.Build(row, facts.Configs.GetValueOrDefault(row.Id), facts.Usage.Guests.GetValueOrDefault(row.Id) ?? GuestUsage.Unknown, facts.Tasks);
        var unknown = guest.Unknown
            .Concat(facts.Rows.Repeated.Contains(row.Id) ? ["place"] : Array.Empty<string>())
            .Concat(facts.Answers.Replication is null ? ["replication"] : []);
        return guest with { Unknown = [.. unknown] };
    }

    private static Dictionary<int, HaResource> HaResources(HaAnswers ha) =>
        (ha.Resources ?? []).Where(resource => HaFactsBuilder.GuestOf(resource.Sid) is not null)
            .GroupBy(resource => HaFactsBuilder.GuestOf(resource.Sid)!.Value).ToDictionary(group => group.Key, group => group.First());

    /// <summary>What the HA manager is doing with each guest, by VMID.</summary>
    public static IReadOnlyDictionary<int, HaServiceStatus> HaServices(HaManagerStatus? manager) =>
        NamedObjects.Read(manager?.ServiceStatus ?? default, ApiContext.Default.HaServiceStatus)
            .Where(service => HaFactsBuilder.GuestOf(service.Key) is not null)
            .GroupBy(service => HaFactsBuilder.GuestOf(service.Key)!.Value).ToDictionary(group => group.Key, group => group.First().Value);

    private static ILookup<int, string> Replication(IReadOnlyList<ReplicationJob>? jobs) =>
        (jobs ?? []).Where(job => job is { Guest: > 0 and <= int.MaxValue, Target: not null, RemoveJob: null })
            .ToLookup(job => (int)job.Guest!.Value, job => job.Target!);

    private static List<string> Unknown(ClusterAnswers answers)
    {
        var unknown = new List<string>();
        if (!answers.Ha.IsComplete)
        {
            unknown.Add("ha");
        }

        if (answers.Options is null)
        {
            unknown.Add("options");
        }

        if (answers.Storages is null)
        {
            unknown.Add("storages");
        }

        if (answers.Tasks is null)
        {
            unknown.Add("tasks");
        }

        return unknown;
    }

    // The lower of the cluster's limit for migrations, in KiB/s, and our own, in bytes.
    private static long? Bandwidth(IReadOnlyDictionary<string, string>? limits, long? own)
    {
        var text = limits?.GetValueOrDefault("migration") ?? limits?.GetValueOrDefault("default");
        long? cluster = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var kibi) && kibi is > 0 and < 1e15 ? (long)(kibi * Kibi) : null;
        return own is null ? cluster : cluster is null ? own : Math.Min(own.Value, cluster.Value);
    }
}
