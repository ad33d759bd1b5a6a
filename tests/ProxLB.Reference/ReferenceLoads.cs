using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Reference;

/// <summary>Loads, capacities and limits, read from the facts.</summary>
internal sealed class ReferenceLoads
{
    private readonly ClusterSnapshot _cluster;
    private readonly BalancerOptions _options;
    private readonly bool[] _eligible;
    private readonly GuestPriority[] _priorities;
    private readonly int[] _start;

    public ReferenceLoads(ClusterSnapshot cluster, BalancerOptions options, bool[] eligible, GuestPriority[] priorities, int[] start)
    {
        (_cluster, _options, _eligible, _priorities, _start) = (cluster, options, eligible, priorities, start);
        AddLimits();
        AddDimensions();
    }

    public List<ReferenceLimit> Limits { get; } = [];

    public List<ReferenceDimension> Dimensions { get; } = [];

    private static bool Runs(Guest guest) => guest.Running == true && !guest.Template;

    private static long MemoryUsed(Guest guest) => Runs(guest) ? guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0 : 0;

    private static long Millicores(double cores) => (long)Math.Round(cores * 1000);

    private static long? UsedWithoutCache(ClusterNode node) => node.MemoryUsedBytes - node.MemoryReclaimableBytes;

    private long LocalDisk(Guest guest, string? storage = null) => guest.Disks
        .Where(d => storage is null ? _cluster.Storages.Any(s => s.Id == d.Storage && !s.Shared) : d.Storage == storage)
        .Sum(d => d.Bytes);

    private long Usable(ClusterNode node) => Math.Max(0, (node.MemoryBytes ?? 0) - (_options.Measure.Reserve.MemoryBytes ?? 0));

    private double UsableCores(ClusterNode node) => Math.Max(0, (node.CpuCores ?? 0) - (_options.Measure.Reserve.CpuCores ?? 0));

    private void AddLimits()
    {
        var guests = _cluster.Guests;
        var nodes = _cluster.Nodes;
        var room = _options.Capacity.Overprovisioning == false ? 1 : 1 - (_options.Capacity.MemoryHeadroomPercent / 100);
        long[] used = [.. guests.Select(MemoryUsed)];
        Limits.Add(new ReferenceLimit("memory in use", used, Base(used, UsedWithoutCache), [.. nodes.Select(n => (long)(Usable(n) * room))]));
        if (_options.Capacity.Overprovisioning == false)
        {
            long[] configured = [.. guests.Select(g => Runs(g) ? g.MemoryBytes ?? g.MemoryUsedBytes ?? 0 : 0)];
            Limits.Add(new ReferenceLimit("configured memory", configured, InFlight(configured), [.. nodes.Select(Usable)]));
        }

        if (_options.Capacity.CpuOvercommit is { } overcommit)
        {
            long[] cores = [.. guests.Select(g => Runs(g) ? Millicores(g.CpuCores ?? g.CpuUsed ?? 0) : 0)];
            Limits.Add(new ReferenceLimit("virtual CPUs", cores, InFlight(cores), [.. nodes.Select(n => Millicores(overcommit * UsableCores(n)))]));
        }

        foreach (var storage in _cluster.Storages.Where(s => !s.Shared && s.Free.Count > 0))
        {
            long[] disks = [.. guests.Select(g => LocalDisk(g, storage.Id))];
            var own = new long[nodes.Count];
            for (var g = 0; g < disks.Length; g++)
            {
                own[_start[g]] += disks[g];
            }

            Limits.Add(new ReferenceLimit(
                $"storage {storage.Id}",
                disks,
                InFlight(disks),
                [.. nodes.Select((n, i) => storage.Free.TryGetValue(n.Name, out var free) ? free + own[i] : long.MaxValue)]));
        }
    }

    private void AddDimensions()
    {
        var methods = _options.Goal.Methods.Count > 0 ? _options.Goal.Methods : new Dictionary<string, double> { ["memory"] = 1 };
        foreach (var (name, weight) in methods)
        {
            var (demand, use, capacity) = Measured(name);
            for (var n = 0; n < capacity.Length; n++)
            {
                capacity[n] = _eligible[n] ? capacity[n] : 0;
            }

            if (capacity.Count(c => c > 0) < 2)
            {
                continue;
            }

            Dimensions.Add(new ReferenceDimension(
                name,
                weight / methods.Values.Sum(),
                _options.Goal.BalancinessByDimension.TryGetValue(name, out var own) ? own : _options.Goal.Balanciness,
                _options.Goal.Floors.GetValueOrDefault(name),
                demand,
                [.. demand.Select((d, g) => d * (int)_priorities[g] / 2)],
                Base(demand, use),
                capacity));
        }
    }

    private (long[] Demand, Func<ClusterNode, long?> Use, long[] Capacity) Measured(string name) => name switch
    {
        "memory" => ([.. _cluster.Guests.Select(MemoryUsed)], UsedWithoutCache, [.. _cluster.Nodes.Select(Usable)]),
        "cpu" => (
            [.. _cluster.Guests.Select(g => Runs(g) ? Millicores(g.CpuUsed ?? g.CpuCores ?? 0) : 0)],
            n => n.CpuUsed is { } used ? Millicores(used) : null,
            [.. _cluster.Nodes.Select(n => Millicores(UsableCores(n)))]),
        _ => (
            [.. _cluster.Guests.Select(g => LocalDisk(g))],
            n => n.DiskUsedBytes,
            [.. _cluster.Nodes.Select(n => Math.Max(0, (n.DiskBytes ?? 0) - (_options.Measure.Reserve.DiskBytes ?? 0)))]),
    };

    /// <summary>What the host uses itself, and guests that are already on their way to it.</summary>
    private long[] Base(long[] demand, Func<ClusterNode, long?> hostUse)
    {
        var load = InFlight(demand);
        for (var n = 0; n < load.Length; n++)
        {
            var ofGuests = demand.Where((_, g) => _start[g] == n).Sum();
            load[n] += Math.Max(0, (hostUse(_cluster.Nodes[n]) ?? 0) - ofGuests);
        }

        return load;
    }

    private long[] InFlight(long[] demand)
    {
        var load = new long[_cluster.Nodes.Count];
        for (var g = 0; g < demand.Length; g++)
        {
            var target = _cluster.Nodes.ToList().FindIndex(n => n.Name == _cluster.Guests[g].MigratingTo);
            if (target >= 0 && target != _start[g])
            {
                load[target] += demand[g];
            }
        }

        return load;
    }
}
