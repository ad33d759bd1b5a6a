using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class ResourceTests
{
    [Theory]
    [InlineData("7.4", false, false, false, 70)]
    [InlineData("8.4", true, false, false, 70)]
    [InlineData("9.0", true, true, true, 60)]
    [InlineData("9.2", true, true, true, 60)]
    public async Task Fields_come_with_their_release(string version, bool nodeHaState, bool hostMemory, bool pressure, int rows)
    {
        var small = new SmallCluster { Version = ClusterVersion.Parse(version) }.Vm(100, "pve1", ha: "started").Container(200, "pve1");
        await using var cluster = await Simulated.StartAsync(small);
        using var api = new ApiClient(cluster);
        var resources = await api.DataAsync("cluster/resources");
        Assert.Equal(nodeHaState, resources.With("id", "node/pve1").TryGetProperty("hastate", out _));
        Assert.Equal(hostMemory, resources.With("id", "qemu/100").TryGetProperty("memhost", out _));
        Assert.Equal(hostMemory, resources.With("id", "lxc/200").TryGetProperty("memhost", out var memory) && memory.GetInt64() == 0);
        Assert.Equal("started", resources.With("id", "qemu/100").GetProperty("hastate").GetString());

        var history = await api.DataAsync("nodes/pve1/rrddata?timeframe=hour&cf=AVERAGE");
        Assert.Equal(rows, history.GetArrayLength());
        Assert.Equal(pressure, history[5].TryGetProperty("pressurecpusome", out _));
        Assert.False(history[5].TryGetProperty("pressurecpufull", out _));
        var ofGuest = await api.DataAsync("nodes/pve1/qemu/100/rrddata?timeframe=hour");
        Assert.Equal(pressure, ofGuest[5].TryGetProperty("pressurecpufull", out _));
        Assert.InRange(ofGuest.EnumerateArray().Average(row => row.GetProperty("cpu").GetDouble()), 0.49, 0.51);
    }

    [Theory]
    [InlineData("7.4", false, false)]
    [InlineData("8.4", true, false)]
    [InlineData("9.2", true, true)]
    public async Task The_precondition_of_a_running_machine_names_nodes_from_release_8_4(string version, bool nodes, bool affinity)
    {
        var small = new SmallCluster { Version = ClusterVersion.Parse(version) }.Vm(100, "pve1", ha: "started", storage: "only1");
        await using var cluster = await Simulated.StartAsync(small);
        using var api = new ApiClient(cluster);
        var data = await api.DataAsync("nodes/pve1/qemu/100/migrate");
        Assert.Equal(1, data.GetProperty("running").GetInt32());
        Assert.Equal(nodes, data.TryGetProperty("allowed_nodes", out _));
        Assert.Equal(affinity, data.TryGetProperty("dependent-ha-resources", out _));
        if (nodes)
        {
            Assert.Empty(data.GetProperty("allowed_nodes").EnumerateArray());
            Assert.Equal("only1", data.GetProperty("not_allowed_nodes").GetProperty("pve2").GetProperty("unavailable_storages")[0].GetString());
        }
    }

    [Fact]
    public async Task The_precondition_names_partners_and_companions()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster()
            .Vm(100, "pve1", "started").Vm(101, "pve1", "started").Vm(102, "pve2", "started")
            .Together("pair", 100, 101).Apart("apart", 101, 102));
        using var api = new ApiClient(cluster);
        var data = await api.DataAsync("nodes/pve1/qemu/100/migrate");
        Assert.Equal("vm:101", data.GetProperty("dependent-ha-resources")[0].GetString());
        Assert.Equal("pve3", Assert.Single(data.GetProperty("allowed_nodes").EnumerateArray()).GetString());
        var blocker = data.GetProperty("not_allowed_nodes").GetProperty("pve2").GetProperty("blocking-ha-resources")[0];
        Assert.Equal(("vm:102", "resource-affinity"), (blocker.GetProperty("sid").GetString(), blocker.GetProperty("cause").GetString()));
        Assert.Empty(data.GetProperty("not_allowed_nodes").GetProperty("pve3").EnumerateObject());
    }

    [Fact]
    public async Task A_dead_node_is_offline_and_its_guests_become_unknown()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve2"));
        using var api = new ApiClient(cluster);
        cluster.Change(world => world.KillNode("pve2"));
        cluster.Advance(TimeSpan.FromMinutes(6));
        var resources = await api.DataAsync("cluster/resources");
        Assert.Equal("offline", resources.With("id", "node/pve2").GetProperty("status").GetString());
        Assert.Equal("unknown", resources.With("id", "qemu/100").GetProperty("status").GetString());
        Assert.False(resources.With("id", "qemu/100").TryGetProperty("cpu", out _));
        var dead = await api.GetAsync("nodes/pve2/status");
        Assert.Equal((595, "No route to host"), ((int)dead.Status, dead.Reason));
        Assert.Equal(200, (int)(await api.GetAsync("nodes/pve2/rrddata?timeframe=hour")).Status);
        Assert.Equal(0, (await api.DataAsync("cluster/status")).With("name", "pve2").GetProperty("online").GetInt32());
    }

    [Fact]
    public async Task Configuration_shows_pending_values_unless_the_current_ones_are_asked_for()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world => world.Guests[100].Pending["cores"] = "8");
        using var api = new ApiClient(cluster);
        Assert.Equal(8, (await api.DataAsync("nodes/pve1/qemu/100/config")).GetProperty("cores").GetInt32());
        var current = await api.DataAsync("nodes/pve1/qemu/100/config?current=1");
        Assert.Equal(2, current.GetProperty("cores").GetInt32());
        Assert.Equal("4096", current.GetProperty("memory").GetString());
        Assert.Equal("ceph:vm-100-disk-0,size=8G", current.GetProperty("scsi0").GetString());
        Assert.Equal("8", (await api.DataAsync("nodes/pve1/qemu/100/pending")).With("key", "cores").GetProperty("pending").GetString());
    }

    [Fact]
    public async Task Storages_are_listed_on_the_nodes_that_have_them()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var ids = (await api.DataAsync("cluster/resources?type=storage")).EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
        Assert.Contains("storage/pve1/only1", ids);
        Assert.DoesNotContain("storage/pve2/only1", ids);
        Assert.Equal(3, (await api.DataAsync("nodes/pve1/storage")).GetArrayLength());
        Assert.Equal(2, (await api.DataAsync("nodes/pve2/storage")).GetArrayLength());
        Assert.Equal("pve1", (await api.DataAsync("storage")).With("storage", "only1").GetProperty("nodes").GetString());
    }

    [Fact]
    public async Task A_first_node_that_is_dead_does_not_answer_but_another_one_does()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster(), entryNodes: 2);
        cluster.Change(world => world.KillNode("pve1"));
        using var first = new ApiClient(cluster);
        await Assert.ThrowsAsync<HttpRequestException>(() => first.GetAsync("version"));
        using var second = new ApiClient(cluster, port: cluster.Ports["pve2"]);
        var status = await second.DataAsync("cluster/status");
        Assert.Equal(1, status.With("name", "pve2").GetProperty("local").GetInt32());
    }
}
