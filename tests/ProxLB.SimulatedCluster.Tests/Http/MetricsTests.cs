using System.Text.Json;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class MetricsTests
{
    [Fact]
    public async Task History_reaches_back_half_an_hour_and_is_sorted_by_time()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Advance(TimeSpan.FromMinutes(1));
        using var api = new ApiClient(cluster);
        var last = await MetricsAsync(api, "");
        var all = await MetricsAsync(api, "?history=1");
        Assert.Equal(181, all.Count(item => Is(item, "cpu_current")));
        Assert.Equal(1, last.Count(item => Is(item, "cpu_current")));
        Assert.Equal(all.Select(Time).Order(), all.Select(Time));
        Assert.Equal(1800, Time(all[^1]) - Time(all[0]));
        Assert.Equal(Time(last[0]), Time(all[^1]));
    }

    [Fact]
    public async Task Only_what_is_newer_than_the_start_time_is_returned()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var newest = Time((await MetricsAsync(api, ""))[0]);
        Assert.Empty(await MetricsAsync(api, $"?history=1&start-time={newest}"));
        Assert.Equal(3, (await MetricsAsync(api, $"?history=1&start-time={newest - 30}")).Count(item => Is(item, "cpu_current")));
    }

    [Fact]
    public async Task A_change_of_load_stands_in_the_generations_after_it()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world => world.Guests[100].CpuUsed = world.Guests[100].Cores);
        cluster.Advance(TimeSpan.FromSeconds(30));
        using var api = new ApiClient(cluster);
        var shares = (await MetricsAsync(api, "?history=1")).Where(item => Is(item, "cpu_current")).Select(item => item.GetProperty("value").GetDouble()).ToList();
        Assert.Equal([1, 1, 1], shares[^3..]);
        Assert.All(shares[..^3], share => Assert.InRange(share, 0, 0.99));
    }

    [Fact]
    public async Task The_cache_in_the_round_robin_database_is_the_whole_of_it()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world => world.Nodes["pve1"].ReclaimableMemory = 5L << 30);
        using var api = new ApiClient(cluster);
        var floor = cluster.Read(world => world.Nodes["pve1"].MemoryBytes) / 32;
        Assert.Equal((5L << 30) + floor, (await api.DataAsync("nodes/pve1/rrddata?timeframe=hour"))[59].GetProperty("arcsize").GetInt64());
        Assert.Equal(0, (await api.DataAsync("nodes/pve2/rrddata?timeframe=hour"))[59].GetProperty("arcsize").GetInt64());
    }

    private static async Task<List<JsonElement>> MetricsAsync(ApiClient api, string query) =>
        [.. (await api.DataAsync("cluster/metrics/export" + query)).GetProperty("data").EnumerateArray()];

    private static bool Is(JsonElement item, string metric) => item.GetProperty("id").GetString() == "qemu/100" && item.GetProperty("metric").GetString() == metric;

    private static long Time(JsonElement item) => item.GetProperty("timestamp").GetInt64();
}
