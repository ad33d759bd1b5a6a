using System.Net;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class FurtherEndpointTests
{
    [Fact]
    public async Task Replication_mappings_and_metrics_are_there()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world =>
        {
            world.ReplicationJobs.Add(new ReplicationJob(100, 0, "pve2"));
            world.Mappings.Add(new ResourceMapping("pci", "gpu", ["node=pve1,path=0000:01:00.0"]));
        });
        using var api = new ApiClient(cluster);
        Assert.Equal("pve2", (await api.DataAsync("cluster/replication")).With("id", "100-0").GetProperty("target").GetString());
        Assert.Equal(0, (await api.DataAsync("nodes/pve1/replication")).With("id", "100-0").GetProperty("fail_count").GetInt32());
        Assert.Equal(1, (await api.DataAsync("cluster/mapping/pci")).GetArrayLength());
        var metrics = (await api.DataAsync("cluster/metrics/export?local-only=0")).GetProperty("data");
        Assert.Equal(16, metrics.EnumerateArray().First(item => item.GetProperty("metric").GetString() == "cpu_max").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task A_mapped_device_opens_only_the_nodes_that_have_it()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world =>
        {
            world.Mappings.Add(new ResourceMapping("pci", "gpu", ["node=pve1,path=0000:01:00.0", "node=pve3,path=0000:01:00.0"]) { LiveMigrationCapable = true });
            world.Guests[100].Config["hostpci0"] = "mapping=gpu";
        });
        using var api = new ApiClient(cluster);
        var data = await api.DataAsync("nodes/pve1/qemu/100/migrate");
        Assert.Empty(data.GetProperty("local_resources").EnumerateArray());
        Assert.Equal("pve3", Assert.Single(data.GetProperty("allowed_nodes").EnumerateArray()).GetString());
        Assert.Equal("hostpci0", data.GetProperty("not_allowed_nodes").GetProperty("pve2").GetProperty("unavailable-resources")[0].GetString());
        Assert.Equal(1, data.GetProperty("mapped-resource-info").GetProperty("hostpci0").GetProperty("live-migration").GetInt32());
    }

    [Fact]
    public async Task Changes_of_options_and_resources_need_their_rights()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1", ha: "started"));
        using var api = new ApiClient(cluster);
        (string, string)[] options = [("crs", "ha=dynamic,ha-auto-rebalance=1,ha-auto-rebalance-threshold=40")];
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync(HttpMethod.Put, "cluster/options", options)).Status);
        cluster.Change(world =>
        {
            world.Access.Grant("/", "lb@pve", SimulatedCluster.World.Access.Roles.Administrator);
            world.Access.Grant("/", "lb@pve!proxlb", SimulatedCluster.World.Access.Roles.Administrator);
        });
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Put, "cluster/options", options)).Status);
        var crs = (await api.DataAsync("cluster/options")).GetProperty("crs");
        Assert.Equal((1, "40"), (crs.GetProperty("ha-auto-rebalance").GetInt32(), crs.GetProperty("ha-auto-rebalance-threshold").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Put, "cluster/ha/resources/vm:100", [("auto-rebalance", "0")])).Status);
        Assert.Equal(0, (await api.DataAsync("cluster/ha/resources")).With("sid", "vm:100").GetProperty("auto-rebalance").GetInt32());
        var moved = await api.PostAsync("cluster/ha/resources/vm:100/migrate", ("node", "pve2"));
        Assert.Equal("pve2", moved.Data.GetProperty("requested-node").GetString());
        Assert.Equal("resource 'vm:999' is not HA managed", (await api.PostAsync("cluster/ha/resources/vm:999/migrate", ("node", "pve2"))).Reason);
    }

    [Fact]
    public async Task Rules_show_their_errors_and_no_defaults()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1", ha: "started").Apart("lonely", 100));
        using var api = new ApiClient(cluster);
        var rule = Assert.Single((await api.DataAsync("cluster/ha/rules")).EnumerateArray());
        Assert.Equal(("resource-affinity", "negative", "vm:100"), (rule.GetProperty("type").GetString(), rule.GetProperty("affinity").GetString(), rule.GetProperty("resources").GetString()));
        Assert.True(rule.TryGetProperty("errors", out _));
        Assert.False(rule.TryGetProperty("disable", out _));
        var resource = Assert.Single((await api.DataAsync("cluster/ha/resources")).EnumerateArray());
        Assert.False(resource.TryGetProperty("failback", out _));
    }
}
