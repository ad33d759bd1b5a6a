using System.Net;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class PermissionTests
{
    private const string Token = "lb@pve!proxlb";

    [Theory]
    [InlineData("cluster/status", "Permission check failed (/, Sys.Audit)")]
    [InlineData("cluster/ha/resources", "Permission check failed (/, Sys.Audit)")]
    [InlineData("nodes/pve1/status", "Permission check failed (/nodes/pve1, Sys.Audit)")]
    [InlineData("nodes/pve1/qemu/100/config", "Permission check failed (/vms/100, VM.Audit)")]
    [InlineData("nodes/pve1/qemu/100/migrate", "Permission check failed (/vms/100, VM.Migrate)")]
    public async Task Without_rights_calls_are_403(string path, string reason)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Change(world => world.Access.Revoke(Token));
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync(path);
        Assert.Equal((HttpStatusCode.Forbidden, reason), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Lists_hold_what_the_caller_may_see()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1").Vm(101, "pve1"));
        cluster.Change(world =>
        {
            world.Access.Revoke(Token);
            world.Access.Grant("/vms/101", Token, Roles.Auditor);
        });
        using var api = new ApiClient(cluster);
        var resources = await api.DataAsync("cluster/resources");
        Assert.Equal(["qemu/101"], resources.EnumerateArray().Select(item => item.GetProperty("id").GetString()).Where(id => id!.StartsWith("qemu", StringComparison.Ordinal)));
        Assert.False(resources.With("id", "node/pve1").TryGetProperty("cpu", out _));
        Assert.DoesNotContain("storage/pve1/ceph", resources.EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(["allowed-tags"], (await api.DataAsync("cluster/options")).Keys());
        Assert.Empty((await api.DataAsync("storage")).EnumerateArray());
        Assert.Single((await api.DataAsync("nodes/pve1/qemu")).EnumerateArray());
    }

    [Fact]
    public async Task A_separated_token_has_only_what_its_user_has_too()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        Assert.Contains("VM.Migrate", (await api.DataAsync("access/permissions")).GetProperty("/").Keys());
        cluster.Change(world => world.Access.Grant("/", "lb@pve", Roles.Auditor));
        Assert.DoesNotContain("VM.Migrate", (await api.DataAsync("access/permissions")).GetProperty("/").Keys());
        Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"))).Status);
    }

    [Fact]
    public async Task Rights_on_a_pool_are_rights_on_its_guests()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1").Vm(101, "pve1"));
        cluster.Change(world =>
        {
            world.Access.Revoke(Token);
            world.Access.Grant("/pool/shop", Token, Roles.Balancer);
            world.Pools["shop"] = new SimulatedCluster.World.SimulatedPool("shop");
            world.Guests[100].Pool = "shop";
        });
        using var api = new ApiClient(cluster);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("nodes/pve1/qemu/100/config")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("nodes/pve1/qemu/101/config")).Status);
        Assert.Equal("shop", Assert.Single((await api.DataAsync("pools")).EnumerateArray()).GetProperty("poolid").GetString());
        Assert.Equal(100, (await api.DataAsync("pools/shop")).GetProperty("members")[0].GetProperty("vmid").GetInt32());
    }

    [Fact]
    public async Task A_storage_map_needs_more_rights()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1", storage: "local-zfs"));
        using var api = new ApiClient(cluster);
        var answer = await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"), ("targetstorage", "ceph"));
        Assert.Equal("Permission check failed (/vms/100, VM.Config.Disk)", answer.Reason);
        var identity = await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"), ("with-local-disks", "1"), ("targetstorage", "1"));
        Assert.Equal(HttpStatusCode.OK, identity.Status);
    }

    [Fact]
    public async Task Tasks_of_others_need_the_right_to_audit_the_node()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1", ha: "started"));
        using var api = new ApiClient(cluster);
        await api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"));
        cluster.Advance(TimeSpan.FromSeconds(20));
        var upid = cluster.Read(world => world.Tasks.All[^1].Upid);
        var path = $"nodes/pve1/tasks/{Uri.EscapeDataString(upid)}/status";
        Assert.Equal("root@pam", (await api.DataAsync(path)).GetProperty("user").GetString());
        cluster.Change(world => world.Access.Revoke(Token));
        Assert.Equal("Permission check failed (/nodes/pve1, Sys.Audit)", (await api.GetAsync(path)).Reason);
        Assert.Empty((await api.DataAsync("cluster/tasks")).EnumerateArray());
    }
}
