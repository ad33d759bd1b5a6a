namespace ProxLB.Core.Cluster;

/// <summary>Names the content of a snapshot, so that a plan can say which facts it was made from.</summary>
public static class SnapshotDigest
{
    /// <summary>Computes the digest of all facts but <see cref="ClusterSnapshot.CapturedAt"/>.</summary>
    /// <param name="cluster">The facts.</param>
    /// <returns>A SHA-256 in lower-case hexadecimal. The order in which nodes, guests, storages and the entries of maps are listed
    /// does not change it, that of rules and of any other list does.</returns>
    public static string Compute(ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        using var hasher = new FactHasher();
        hasher.Text(1, cluster.Name);
        hasher.Records(2, Sorted(cluster.Nodes, static (left, right) => string.CompareOrdinal(left.Name, right.Name)), Node);
        hasher.Records(3, Sorted(cluster.Storages, static (left, right) => string.CompareOrdinal(left.Id, right.Id)), Storage);
        hasher.Records(4, Sorted(cluster.Guests, static (left, right) => left.Id.CompareTo(right.Id)), Guest);
        hasher.Records(5, cluster.Rules, Rule);
        Ha(hasher, cluster.Ha);
        hasher.Flag(6, cluster.Quorate, usual: true);
        hasher.Texts(7, cluster.Unknown);
        hasher.Whole(8, cluster.MigrationBytesPerSecond);
        hasher.Record(9, cluster.Measured, static (hasher, measured) =>
        {
            hasher.Text(1, measured.Statistic);
            hasher.Whole(2, (long?)measured.WindowSeconds);
        });
        return hasher.Finish();
    }

    private static void Node(FactHasher hasher, ClusterNode node)
    {
        hasher.Text(1, node.Name);
        hasher.Flag(2, node.Online, usual: true);
        hasher.Flag(3, node.Maintenance);
        hasher.Text(4, node.Version);
        hasher.Number(5, node.CpuCores);
        hasher.Number(6, node.CpuUsed);
        hasher.Whole(7, node.MemoryBytes);
        hasher.Whole(8, node.MemoryUsedBytes);
        hasher.Whole(9, node.MemoryReclaimableBytes, usual: 0);
        hasher.Whole(10, node.DiskBytes);
        hasher.Whole(11, node.DiskUsedBytes);
        hasher.Record(12, node.Pressure, Pressure);
        hasher.Text(13, node.CpuModel);
        hasher.Texts(14, node.CpuFlags);
        hasher.Map(15, node.Labels, static (hasher, field, value) => hasher.Text(field, value));
        hasher.Whole(16, (long?)node.HaStatus);
        hasher.Map(17, node.Measures, static (hasher, field, value) => hasher.Number(field, value));
        hasher.Texts(18, node.Unknown);
    }

    private static void Storage(FactHasher hasher, ClusterStorage storage)
    {
        hasher.Text(1, storage.Id);
        hasher.Flag(2, storage.Shared);
        hasher.Whole(3, storage.Nodes?.Count);
        hasher.Texts(4, storage.Nodes);
        hasher.Map(5, storage.Free, static (hasher, field, value) => hasher.Whole(field, (long?)value));
        hasher.Texts(6, storage.Content);
        hasher.Text(7, storage.Type);
        hasher.Whole(8, storage.FreeBytes);
    }

    private static void Guest(FactHasher hasher, Guest guest)
    {
        hasher.Whole(1, (long?)guest.Id);
        hasher.Whole(2, (long)guest.Kind);
        hasher.Text(3, guest.Name);
        hasher.Text(4, guest.Node);
        hasher.Whole(5, guest.Running is null ? 2 : guest.Running.Value ? 0 : 1);
        hasher.Flag(6, guest.Template);
        hasher.Text(7, guest.Lock);
        hasher.Number(8, guest.CpuCores);
        hasher.Number(9, guest.CpuUsed);
        hasher.Whole(10, guest.MemoryBytes);
        hasher.Whole(11, guest.MemoryUsedBytes);
        hasher.Records(12, guest.Disks, Disk);
        hasher.Record(13, guest.Pressure, Pressure);
        hasher.Whole(14, (long)guest.Priority, (long)GuestPriority.Normal);
        hasher.Texts(15, guest.Tags);
        hasher.Text(16, guest.Pool);
        hasher.Text(17, guest.CpuType);
        hasher.Texts(18, guest.CpuFlags);
        hasher.Texts(19, guest.LocalResources);
        hasher.Texts(20, guest.ReplicatedTo);
        hasher.Moment(21, guest.LastMovedAt);
        GuestHa(hasher, guest);
        hasher.Map(30, guest.Labels, static (hasher, field, value) => hasher.Text(field, value));
        hasher.Map(31, guest.Measures, static (hasher, field, value) => hasher.Number(field, value));
        hasher.Texts(32, guest.Unknown);
        hasher.Records(33, guest.ForbiddenNodes, Forbidden);
        hasher.Text(34, guest.MigratingTo);
        hasher.Moment(35, guest.CooldownUntil);
        hasher.Texts(36, guest.BarredNodes);
    }

    private static void GuestHa(FactHasher hasher, Guest guest)
    {
        hasher.Text(22, guest.HaState);
        hasher.Text(23, guest.HaStatus);
        hasher.Text(24, guest.HaGroup);
        hasher.Flag(25, guest.HaFailback, usual: true);
        hasher.Flag(26, guest.HaAutoRebalance, usual: true);
        hasher.Record(27, guest.HaPending, static (hasher, pending) =>
        {
            hasher.Text(1, pending.Command);
            hasher.Text(2, pending.Node);
        });
        hasher.Text(28, guest.HaMaintenanceNode);
        hasher.Texts(29, guest.HaFailedNodes);
    }

    private static void Disk(FactHasher hasher, GuestDisk disk)
    {
        hasher.Text(1, disk.Storage);
        hasher.Whole(2, disk.Bytes);
    }

    private static void Forbidden(FactHasher hasher, ForbiddenNode forbidden)
    {
        hasher.Text(1, forbidden.Node);
        hasher.Text(2, forbidden.Reason);
    }

    private static void Pressure(FactHasher hasher, PressureFigures pressure)
    {
        hasher.Number(1, pressure.CpuSome);
        hasher.Number(2, pressure.CpuFull);
        hasher.Number(3, pressure.MemorySome);
        hasher.Number(4, pressure.MemoryFull);
        hasher.Number(5, pressure.IoSome);
        hasher.Number(6, pressure.IoFull);
        hasher.Number(7, pressure.CpuSpikes);
        hasher.Number(8, pressure.MemorySpikes);
        hasher.Number(9, pressure.IoSpikes);
    }

    private static void Rule(FactHasher hasher, PlacementRule rule)
    {
        hasher.Whole(1, (long)rule.Type);
        hasher.Text(2, rule.Name);
        hasher.Int32s(3, rule.Guests);
        hasher.Int32s(4, rule.OtherGuests);
        hasher.Records(5, rule.Nodes, Preference);
        hasher.Flag(6, rule.Required, usual: true);
        hasher.Text(7, rule.SpreadBy);
        hasher.Whole(8, (long)rule.Origin);
        hasher.Number(9, rule.Weight, usual: 1);
        hasher.Record(10, rule.Label, static (hasher, label) =>
        {
            hasher.Text(1, label.Key);
            hasher.Text(2, label.Value);
        });
        hasher.Flag(11, rule.ExceptMaintenance);
    }

    private static void Preference(FactHasher hasher, NodePreference node)
    {
        hasher.Text(1, node.Name);
        hasher.Whole(2, node.Priority);
    }

    private static void Ha(FactHasher hasher, HaFacts ha)
    {
        hasher.Whole(10, (long)ha.NativeMode);
        hasher.Flag(11, ha.NativeAutoRebalance);
        hasher.Records(12, ha.Groups, HaGroup);
        hasher.Records(13, ha.Rules, HaRule);
        hasher.Whole(14, ha.ManagerActive is { } active ? (active ? 1 : 0) : null);
        hasher.Whole(15, (long)ha.Armed);
        hasher.Whole(16, (long?)ha.DisarmedMode);
        hasher.Number(17, ha.NativeThresholdPercent, HaFacts.None.NativeThresholdPercent);
        hasher.Number(18, ha.NativeMarginPercent, HaFacts.None.NativeMarginPercent);
        hasher.Whole(19, (long)ha.NativeMethod);
    }

    private static void HaGroup(FactHasher hasher, HaGroup group)
    {
        hasher.Text(1, group.Name);
        hasher.Records(2, group.Nodes, Preference);
        hasher.Flag(3, group.Restricted);
        hasher.Flag(4, group.NoFailback);
    }

    private static void HaRule(FactHasher hasher, HaRule rule)
    {
        hasher.Text(1, rule.Name);
        hasher.Whole(2, (long)rule.Type);
        hasher.Int32s(3, rule.Guests);
        hasher.Whole(4, (long)rule.Affinity);
        hasher.Records(5, rule.Nodes, Preference);
        hasher.Flag(6, rule.Strict);
        hasher.Flag(7, rule.Disabled);
        hasher.Texts(8, rule.Errors);
    }

    private static IReadOnlyList<T> Sorted<T>(IReadOnlyList<T> items, Comparison<T> compare)
    {
        for (var index = 1; index < items.Count; index++)
        {
            if (compare(items[index - 1], items[index]) > 0)
            {
                return [.. items.Order(Comparer<T>.Create(compare))];
            }
        }

        return items;
    }
}
