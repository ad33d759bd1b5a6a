using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Each key that decides what is asked of the cluster, seen in the requests or in what comes of them.</summary>
public sealed class RequestKeyEffectTests
{
    [Theory]
    [InlineData("live: true", "online=1", true)]
    [InlineData("live: false", "online=1", false)]
    [InlineData("with_local_disks: true", "with-local-disks=1", true)]
    [InlineData("with_local_disks: false", "with-local-disks=1", false)]
    [InlineData("with_conntrack_state: true", "with-conntrack-state=1", true)]
    [InlineData("with_conntrack_state: false", "with-conntrack-state=1", false)]
    [InlineData("limits: {bandwidth: 200 MiB}", "bwlimit=204800", true)]
    [InlineData("limits: {}", "bwlimit=", false)]
    [ShowsEffectOf("balancing.live", "balancing.with_local_disks", "balancing.with_conntrack_state", "balancing.limits")]
    public async Task A_migration_is_asked_for_as_the_key_says(string key, string parameter, bool there)
    {
        var asked = await DrainAsync(SiteClusters.OneHotNode(), key);

        Assert.Equal(key == "live: false", asked.Count == 0); // a running VM that may not move live stays, and soon nothing more is tried
        Assert.Equal(there, asked.Exists(request => request.Contains(parameter, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("storage_map: {local-zfs: local-lvm}", 1)]
    [InlineData("storage_map: {}", 0)]
    [ShowsEffectOf("balancing.storage_map")]
    public async Task A_storage_is_mapped_for_the_guest_that_has_a_disk_on_it(string key, int mapped)
    {
        var cluster = SiteClusters.OneHotNode();
        var local = new Dictionary<string, long> { ["pve1"] = 100L << 30, ["pve2"] = 100L << 30, ["pve3"] = 100L << 30 };
        cluster = cluster with
        {
            Storages = [.. cluster.Storages, .. ((string[])["local-zfs", "local-lvm"]).Select(id => new ClusterStorage { Id = id, Shared = false, Free = local })],
            Guests = [.. cluster.Guests.Select(guest => guest.Id == 101 ? guest with { Disks = [new GuestDisk("local-zfs", 1L << 30)] } : guest)],
        };

        var asked = await DrainAsync(cluster, key);

        Assert.NotEmpty(asked);
        Assert.Equal(mapped, asked.Count(request => request.Contains("storage=", StringComparison.Ordinal)));
        Assert.Equal(mapped, asked.Count(request => request.Contains("/qemu/101/", StringComparison.Ordinal) && request.Contains("targetstorage=local-zfs%3Alocal-lvm", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "timeframe=")]
    [InlineData("measure: {statistic: p95, window: 1h}", "timeframe=hour")]
    [InlineData("measure: {statistic: p95, window: 24h}", "timeframe=day")]
    [ShowsEffectOf("balancing.measure")]
    public async Task A_measure_over_time_reads_the_history_of_that_time(string key, string expected)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), $"balancing: {{enable: true, {key}}}");
        await using var proxy = await RecordingProxy.StartAsync(site);

        Assert.Equal(ExitCodes.Done, (await site.RunAsync("plan")).ExitCode);

        var history = proxy.Requests.Where(request => request.Contains("/qemu/101/rrddata", StringComparison.Ordinal)).ToList();
        Assert.Equal(key.Length > 0, history.Count > 0);
        Assert.All(history, request => Assert.Contains(expected, request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", 12)]
    [InlineData("5 GiB", 7)]
    [ShowsEffectOf("balancing.arc_floor")]
    public async Task The_cache_of_ZFS_is_free_memory_down_to_its_floor(string floor, int reclaimable)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), $"balancing: {{arc_floor: {floor}}}");
        site.Cluster.Change(world =>
        {
            world.Nodes["pve1"].BaseMemory += 12L << 30;
            world.Nodes["pve1"].ReclaimableMemory = 10L << 30; // and 1/32 of 64 GiB that ZFS keeps
        });

        var snapshot = SnapshotReader.Read(System.Text.Encoding.UTF8.GetBytes((await site.RunAsync("snapshot")).Output));

        Assert.Equal((long)reclaimable << 30, snapshot.Nodes.Single(node => node.Name == "pve1").MemoryReclaimableBytes);
    }

    /// <summary>The requests for migrations that emptying pve1 leads to.</summary>
    private static async Task<List<string>> DrainAsync(ClusterSnapshot cluster, string key)
    {
        await using var site = await SimulatedSite.StartAsync(cluster, $"balancing: {{enable: true, parallel: true, {key}}}");
        site.Cluster.Change(world => world.Access.Grant("/", "lb@pve", SimulatedCluster.World.Access.Roles.Administrator));
        site.Cluster.Change(world => world.Access.Grant("/", "lb@pve!proxlb", SimulatedCluster.World.Access.Roles.Administrator));
        await using var proxy = await RecordingProxy.StartAsync(site);

        await site.RunAsync("drain", "pve1", "--yes");

        return [.. proxy.Requests.Where(request => request.StartsWith("POST ", StringComparison.Ordinal) && request.Contains("/migrate ", StringComparison.Ordinal))];
    }
}
