using ProxLB.Core.Operation;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Api;

/// <summary>State changes that are accepted.</summary>
public class ChangeTests
{
    [Fact]
    public async Task A_plan_is_carried_out_once_however_often_it_is_asked_for()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = (await user.GetAsync("api/v1/plan")).Json;
        var id = plan.GetProperty("id").GetString();

        var answers = await Task.WhenAll(user.PostAsync("api/v1/apply", new { plan = id }), user.PostAsync("api/v1/apply", new { plan = id }));
        await site.Operator.Running;
        var late = await user.PostAsync("api/v1/apply", new { plan = id });

        Assert.Equal([200, 202], answers.Select(answer => answer.Status).Order());
        Assert.Equal(200, late.Status);
        var run = Assert.Single((await user.GetAsync("api/v1/history")).Json.EnumerateArray());
        Assert.Equal(plan.GetProperty("migrations").GetArrayLength(), run.GetProperty("moved").GetInt32());
        Assert.Equal("lb@pve", run.GetProperty("user").GetString());
        Assert.Equal("completed", run.GetProperty("end").GetString());
        Assert.Equal(3, site.Audit.Lines.Count);
        Assert.All(site.Audit.Lines, line => Assert.Equal($"apply of {id} by lb@pve from 127.0.0.1: accepted", line));
    }

    [Fact]
    public async Task A_node_is_emptied_stays_empty_and_is_used_again()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var drain = (await user.GetAsync("api/v1/plan?drain=pve1")).Text("id");

        Assert.Equal(202, (await user.PostAsync("api/v1/drain", new { nodes = new[] { "pve1" }, plan = drain })).Status);
        await site.Operator.Running;
        Assert.Equal(0, site.Cluster.Read(world => world.Guests.Values.Count(guest => guest.Node == "pve1")));
        Assert.Equal("pve1", Assert.Single((await user.GetAsync("api/v1/state")).Json.GetProperty("drained").EnumerateArray()).GetString());

        site.LetFiguresSettle();
        var undrain = (await user.GetAsync("api/v1/plan?undrain=pve1")).Json;
        Assert.Equal(202, (await user.PostAsync("api/v1/undrain", new { node = "pve1", plan = undrain.GetProperty("id").GetString() })).Status);
        await site.Operator.Running;

        Assert.Empty((await user.GetAsync("api/v1/state")).Json.GetProperty("drained").EnumerateArray());
        Assert.Equal(8, site.Cluster.Read(world => world.Guests.Values.Count(guest => guest.Node == "pve1")));
    }

    [Theory]
    [InlineData("drain")]
    [InlineData("undrain")]
    public async Task A_plan_for_something_else_is_not_taken_for_a_drain(string action)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = (await user.GetAsync("api/v1/plan")).Text("id");

        var answer = await user.PostAsync($"api/v1/{action}", action == "drain" ? (object)new { nodes = new[] { "pve1" }, plan } : new { node = "pve1", plan });

        Assert.Equal((400, "bad-request"), (answer.Status, answer.Code));
        Assert.Equal(0, site.Requests);
    }

    [Fact]
    public async Task A_run_is_paused_resumed_and_stopped()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        site.Cluster.Faults.Add(new() { Path = "/migrate", Method = "POST", Status = 500, Reason = "VM is locked (backup)" });
        var plan = (await user.GetAsync("api/v1/plan")).Text("id");
        Assert.Equal(202, (await user.PostAsync("api/v1/apply", new { plan })).Status);

        Assert.Equal("paused", (await user.PostAsync("api/v1/pause")).Text("activity"));
        Assert.Equal("running", (await user.PostAsync("api/v1/resume")).Text("activity"));
        Assert.Equal(202, (await user.PostAsync("api/v1/stop", new { abort = true })).Status);
        await site.Operator.Running;

        Assert.Equal("stopped", (await user.GetAsync("api/v1/history")).Json[0].GetProperty("end").GetString());
        Assert.Equal(4, site.Audit.Lines.Count);
    }

    [Fact]
    public async Task While_a_plan_is_carried_out_another_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        site.Cluster.Faults.Add(new() { Path = "/migrate", Method = "POST", Status = 500, Reason = "VM is locked (backup)" });
        var first = (await user.GetAsync("api/v1/plan")).Text("id");
        var second = (await user.GetAsync("api/v1/plan?goal=best&max=1")).Text("id");
        await user.PostAsync("api/v1/apply", new { plan = first });

        var answer = await user.PostAsync("api/v1/apply", new { plan = second });

        Assert.Equal((409, "busy", first), (answer.Status, answer.Code, answer.Text("plan")));
    }

    [Fact]
    public async Task Guests_outside_the_plan_stay_also_when_it_is_made_anew_on_the_way()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = (await user.GetAsync("api/v1/plan?goal=best&max=1")).Json;
        var guest = plan.GetProperty("migrations")[0].GetProperty("guest").GetInt32();
        var places = Places(site);

        await user.PostAsync("api/v1/apply", new { plan = plan.GetProperty("id").GetString() });
        await site.Operator.Running;

        Assert.All(Places(site).Where(place => place.Key != guest), place => Assert.Equal(places[place.Key], place.Value));
        Assert.Equal(ApplyResult.UnknownPlan, (await site.Operator.ApplyAsync("another")).Result);

        static Dictionary<int, string> Places(WebSite site) => site.Cluster.Read(world => world.Guests.Values.ToDictionary(known => known.Id, known => known.Node));
    }
}
