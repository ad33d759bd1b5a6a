using System.Net;
using ProxLB.SimulatedCluster.Faults;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class FaultTests
{
    [Fact]
    public async Task A_status_comes_as_often_as_asked_for()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Faults.Add(new Fault { Path = "/cluster/resources", Status = 503, Reason = "busy", Times = 2 });
        using var api = new ApiClient(cluster);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("version")).Status);
        Assert.Equal("busy", (await api.GetAsync("cluster/resources")).Reason);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("cluster/resources")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("cluster/resources")).Status);
    }

    [Theory]
    [InlineData(595, "No route to host")]
    [InlineData(596, "Connection timed out")]
    public async Task A_node_can_be_out_of_reach_from_the_one_that_is_asked(int status, string reason)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Faults.NodeUnreachable("pve2", status);
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync("nodes/pve2/status");
        Assert.Equal((status, reason), ((int)answer.Status, answer.Reason));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("nodes/pve3/status")).Status);
        cluster.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("nodes/pve2/status")).Status);
    }

    [Fact]
    public async Task A_connection_can_be_dropped_before_the_call()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Faults.Add(new Fault { Method = "POST", Drop = true, Times = 1 });
        using var api = new ApiClient(cluster);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1")));
        Assert.Empty(cluster.Read(world => world.Tasks.All.ToList()));
    }

    [Fact]
    public async Task A_reply_can_be_lost_after_the_call()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        cluster.Faults.Add(new Fault { Method = "POST", LoseReply = true, Times = 1 });
        using var api = new ApiClient(cluster);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1")));
        Assert.Single(cluster.Read(world => world.Tasks.All.ToList()));
    }

    [Fact]
    public async Task An_answer_can_be_no_json_at_all()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Faults.Add(new Fault { Garbage = "<html>welcome</html>" });
        using var api = new ApiClient(cluster);
        var answer = await api.GetAsync("version");
        Assert.Equal((HttpStatusCode.OK, "<html>welcome</html>"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task An_answer_can_be_late_by_the_simulated_clock()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Faults.Add(new Fault { Latency = TimeSpan.FromSeconds(30), Times = 1 });
        using var api = new ApiClient(cluster);
        var call = api.GetAsync("version");
        while (!call.IsCompleted)
        {
            cluster.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await call).Status);
    }
}
