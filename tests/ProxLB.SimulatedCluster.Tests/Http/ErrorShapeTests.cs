using System.Net;
using System.Text;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class ErrorShapeTests
{
    [Fact]
    public async Task An_unknown_parameter_is_named()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync("cluster/resources?type=vm&foo=1");
        Assert.Equal((HttpStatusCode.BadRequest, "Parameter verification failed."), (answer.Status, answer.Reason));
        Assert.Contains("not defined in schema", answer.Error("foo"), StringComparison.Ordinal);
        Assert.Equal("Parameter verification failed.\n", answer.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var answer = await api.PostAsync("nodes/pve1/qemu/100/migrate", ("online", "perhaps"), ("bwlimit", "-1"), ("sudo", "1"));
        Assert.Equal(["bwlimit", "online", "sudo", "target"], answer.Body.GetProperty("errors").Keys());
        Assert.Contains("minimum value of 0", answer.Error("bwlimit"), StringComparison.Ordinal);
        Assert.Contains("not optional", answer.Error("target"), StringComparison.Ordinal);
        var wrongChoice = await api.GetAsync("nodes/pve1/rrddata?timeframe=fortnight");
        Assert.Contains("enumeration", wrongChoice.Error("timeframe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_to_release_8_3_the_text_is_in_the_status_line_only()
    {
        var small = new SmallCluster { Version = ClusterVersion.Parse("7.4") }.Vm(100, "pve1");
        await using var cluster = await Simulated.StartAsync(small);
        cluster.Change(world => world.LockGuest(100, "backup"));
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync("nodes/pve1/qemu/100/migrate");
        Assert.Equal((HttpStatusCode.InternalServerError, "VM is locked (backup)"), (answer.Status, answer.Reason));
        Assert.Equal(["data"], answer.Body.Keys());
    }

    [Theory]
    [InlineData("8.4", "cluster/ha/rules", 501)]
    [InlineData("9.0", "cluster/ha/rules", 200)]
    [InlineData("8.4", "cluster/ha/groups", 200)]
    [InlineData("9.0", "cluster/ha/groups", 500)]
    [InlineData("7.4", "cluster/mapping/pci", 501)]
    [InlineData("8.4", "cluster/mapping/pci", 200)]
    [InlineData("7.4", "cluster/metrics/export", 501)]
    [InlineData("9.2", "cluster/metrics/export", 200)]
    [InlineData("8.4", "nodes/pve1/rrddata?timeframe=decade", 400)]
    [InlineData("9.2", "nodes/pve1/rrddata?timeframe=decade", 200)]
    [InlineData("9.2", "no/such/path", 501)]
    public async Task What_a_release_does_not_have_it_does_not_implement(string version, string path, int status)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster { Version = ClusterVersion.Parse(version) });
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync(path);
        Assert.Equal(status, (int)answer.Status);
        if (status == 501)
        {
            Assert.Equal($"Method 'GET /{path}' not implemented", answer.Reason);
        }
        else if (status == 500)
        {
            Assert.Equal("cannot index groups: ha groups have been migrated to rules", answer.Reason);
        }
    }

    [Fact]
    public async Task A_container_has_a_precondition_from_release_9()
    {
        await using var old = await Simulated.StartAsync(new SmallCluster { Version = ClusterVersion.Parse("8.4") }.Container(200, "pve1"));
        using var oldApi = new ApiClient(old);
        Assert.Equal(HttpStatusCode.NotImplemented, (await oldApi.GetAsync("nodes/pve1/lxc/200/migrate")).Status);
        await using var current = await Simulated.StartAsync(new SmallCluster().Container(200, "pve1"));
        using var api = new ApiClient(current);
        Assert.Equal(["pve2", "pve3"], (await api.DataAsync("nodes/pve1/lxc/200/migrate")).GetProperty("allowed-nodes").EnumerateArray().Select(node => node.GetString()));
    }

    [Fact]
    public async Task The_form_for_the_web_interface_is_always_200()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync("../extjs/nodes/pve9/status");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((0, 500), (answer.Body.GetProperty("success").GetInt32(), answer.Body.GetProperty("status").GetInt32()));
        Assert.Equal(1, (await api.GetAsync("../extjs/version")).Body.GetProperty("success").GetInt32());
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_not_available(string method)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster);
        var answer = await api.SendAsync(new HttpMethod(method), "version");
        Assert.Equal((HttpStatusCode.NotImplemented, $"method '{method}' not available"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_body_may_be_json_and_must_be_well_formed()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        var good = await PostJsonAsync(api, """{"target":"pve2","online":true,"bwlimit":1000}""");
        Assert.Equal(HttpStatusCode.OK, good.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostJsonAsync(api, "{")).Status);
    }

    [Fact]
    public async Task A_body_with_get_is_refused()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster);
        var answer = await api.SendAsync(HttpMethod.Get, "version", [("a", "b")]);
        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
    }

    private static Task<ApiAnswer> PostJsonAsync(ApiClient api, string json) => api.SendAsync(
        HttpMethod.Post, "nodes/pve1/qemu/100/migrate", null, request => request.Content = new StringContent(json, Encoding.UTF8, "application/json"));
}
