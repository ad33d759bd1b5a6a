using System.Text.Json;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class MigrationOverHttpTests
{
    [Fact]
    public async Task A_machine_moves_and_its_task_can_be_followed()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var upid = (await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"))).Data.GetString()!;
        var task = $"nodes/pve1/tasks/{Uri.EscapeDataString(upid)}";
        Assert.Equal("running", (await api.DataAsync($"{task}/status")).GetProperty("status").GetString());
        Assert.Equal("migrate", (await Guest(api)).GetProperty("lock").GetString());
        Assert.False((await api.DataAsync("cluster/tasks")).With("upid", upid).TryGetProperty("endtime", out _));
        Assert.Equal("RUNNING", (await api.DataAsync("nodes/pve1/tasks?source=active")).With("upid", upid).GetProperty("status").GetString());
        Assert.Equal("VM is locked (migrate)", (await api.GetAsync("nodes/pve1/qemu/100/migrate")).Reason);

        cluster.Advance(TimeSpan.FromSeconds(20));
        var status = await api.DataAsync($"{task}/status");
        Assert.Equal(("stopped", "OK"), (status.GetProperty("status").GetString(), status.GetProperty("exitstatus").GetString()));
        Assert.Equal(("lb@pve", "proxlb"), (status.GetProperty("user").GetString(), status.GetProperty("tokenid").GetString()));
        Assert.Equal("pve2", (await Guest(api)).GetProperty("node").GetString());
        var log = (await api.GetAsync($"{task}/log?start=1&limit=2")).Body;
        Assert.Equal([2, 3], log.GetProperty("data").EnumerateArray().Select(line => line.GetProperty("n").GetInt32()));
        Assert.True(log.GetProperty("total").GetInt32() > 3);
        Assert.Single((await api.DataAsync("nodes/pve1/tasks?vmid=100&typefilter=qmigrate&source=all")).EnumerateArray());
        Assert.Empty((await api.DataAsync("nodes/pve1/tasks?vmid=101")).EnumerateArray());
    }

    [Fact]
    public async Task A_running_task_can_be_stopped()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var answer = await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"), ("bwlimit", "1024"));
        var task = $"nodes/pve1/tasks/{Uri.EscapeDataString(answer.Data.GetString()!)}";
        cluster.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(JsonValueKind.Null, (await api.SendAsync(HttpMethod.Delete, task)).Data.ValueKind);
        Assert.Equal("migration aborted", (await api.DataAsync($"{task}/status")).GetProperty("exitstatus").GetString());
        Assert.Equal("pve1", (await Guest(api)).GetProperty("node").GetString());
    }

    [Fact]
    public async Task Options_of_root_are_refused_to_a_token()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        foreach (var (name, value) in new[] { ("force", "1"), ("migration_type", "insecure"), ("migration_network", "10.0.0.0/8") })
        {
            var answer = await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"), (name, value));
            Assert.Equal("Only root may use this option.", answer.Error(name));
        }
    }

    [Fact]
    public async Task An_ha_guest_is_followed_in_the_managers_status()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1", ha: "started"));
        using var api = new ApiClient(cluster);
        var upid = (await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"))).Data.GetString()!;
        Assert.Contains(":hamigrate:100:", upid, StringComparison.Ordinal);
        Assert.Equal("OK", (await api.DataAsync($"nodes/pve1/tasks/{Uri.EscapeDataString(upid)}/status")).GetProperty("exitstatus").GetString());
        cluster.Advance(TimeSpan.FromSeconds(10));
        var moving = await Service(api);
        Assert.Equal(("migrate", "pve2"), (moving.GetProperty("state").GetString(), moving.GetProperty("target").GetString()));
        cluster.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("root@pam", (await api.DataAsync("nodes/pve1/tasks?source=active")).With("type", "qmigrate").GetProperty("user").GetString());
        cluster.Advance(TimeSpan.FromSeconds(25));
        var after = await Service(api);
        Assert.Equal(("started", "pve2"), (after.GetProperty("state").GetString(), after.GetProperty("node").GetString()));
        var current = await api.DataAsync("cluster/ha/status/current");
        Assert.Equal("started", current.With("id", "service:vm:100").GetProperty("crm_state").GetString());
        Assert.Equal("armed", current.With("type", "fencing").GetProperty("armed-state").GetString());
    }

    private static async Task<JsonElement> Guest(ApiClient api) => (await api.DataAsync("cluster/resources?type=vm")).With("vmid", "100");

    private static async Task<JsonElement> Service(ApiClient api) =>
        (await api.DataAsync("cluster/ha/status/manager_status")).GetProperty("manager_status").GetProperty("service_status").GetProperty("vm:100");
}
