using System.Text.Json;
using ProxLB.TestSupport.Schemas;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Api;

/// <summary>What the API answers.</summary>
public class QuestionTests
{
    [Fact]
    public async Task The_session_names_the_user_and_whether_he_may_migrate()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        using var auditor = await site.UserAsync(WebSite.Auditor);

        Assert.Equal("""{"user":"lb@pve","mayMigrate":true}""", (await user.GetAsync("api/v1/session")).Body);
        Assert.Equal("""{"user":"auditor@pve","mayMigrate":false}""", (await auditor.GetAsync("api/v1/session")).Body);
    }

    [Fact]
    public async Task A_token_is_as_good_as_a_ticket()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var program = ApiUser.WithToken(site.Address, site.Cluster.Token);

        Assert.Equal(site.Cluster.Token.Split('=')[0], (await program.GetAsync("api/v1/session")).Text("user"));
    }

    [Fact]
    public async Task The_state_has_the_nodes_and_if_asked_for_the_guests()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        await site.Operator.CaptureAsync();

        var state = (await user.GetAsync("api/v1/state")).Json;
        var guests = (await user.GetAsync("api/v1/state?guests=true")).Json.GetProperty("guests");

        Assert.Equal(["pve1", "pve2", "pve3"], state.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.Equal("idle", state.GetProperty("activity").GetString());
        Assert.True(state.GetProperty("reachable").GetBoolean());
        Assert.False(state.TryGetProperty("guests", out _));
        Assert.Equal(8, guests.GetArrayLength());
        Assert.All(state.GetProperty("nodes").EnumerateArray(), node => Assert.InRange(node.GetProperty("utilisation").GetProperty("memory").GetDouble(), 0, 1));
    }

    [Theory]
    [InlineData("plan?goal=best&frontier=true", "plan.v1.schema.json")]
    [InlineData("plan?drain=pve1", "plan.v1.schema.json")]
    [InlineData("plan?undrain=pve2", "plan.v1.schema.json")]
    [InlineData("explain?guest=101&node=pve2", "explain.v1.schema.json")]
    [InlineData("best-node?memory=1073741824&cores=2&kind=container&disk=ceph:1073741824&count=2", "best-node.v1.schema.json")]
    [InlineData("check", "check.v1.schema.json")]
    public async Task The_answer_is_as_its_contract_says(string question, string schema)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var answer = await user.GetAsync($"api/v1/{question}");

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Empty(JsonSchema.Load(schema).Validate(answer.Json));
    }

    [Fact]
    public async Task A_guest_that_is_to_stay_is_not_in_the_plan()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var first = Guests((await user.GetAsync("api/v1/plan")).Json);

        var without = Guests((await user.GetAsync($"api/v1/plan?keep={first[0]}")).Json);

        Assert.NotEmpty(without);
        Assert.DoesNotContain(first[0], without);
    }

    [Fact]
    public async Task The_frontier_gets_better_with_each_point_and_its_last_one_is_the_plan()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var frontier = (await user.GetAsync("api/v1/frontier?goal=best")).Json;
        var points = frontier.GetProperty("points").EnumerateArray().Select(point => (
            Migrations: point.GetProperty("migrations").GetInt32(), Spread: point.GetProperty("spread").GetProperty("memory").GetDouble())).ToList();

        Assert.Equal(0, points[0].Migrations);
        Assert.True(points.Count > 2);
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.Second.Migrations > pair.First.Migrations && pair.Second.Spread <= pair.First.Spread));
    }

    [Theory]
    [InlineData("plan?goal=chaos", 400, "goal")]
    [InlineData("plan?drain=pve9", 404, "pve9")]
    [InlineData("plan?keep=999", 404, "999")]
    [InlineData("plan?keep=x", 400, "keep")]
    [InlineData("plan?max=-1", 400, "max")]
    [InlineData("plan?frontier=maybe", 400, "frontier")]
    [InlineData("plan?drian=pve1", 400, "drian")]
    [InlineData("plan?drain=pve1&goal=best", 400, "drain")]
    [InlineData("plan?undrain=pve1&max=3", 400, "undrain")]
    [InlineData("explain", 400, "guest")]
    [InlineData("explain?guest=999", 404, "999")]
    [InlineData("explain?guest=101&node=pve9", 404, "pve9")]
    [InlineData("best-node", 400, "memory")]
    [InlineData("best-node?memory=1&kind=box", 400, "kind")]
    [InlineData("best-node?memory=1&disk=ceph", 400, "disk")]
    [InlineData("history?limit=0", 400, "limit")]
    [InlineData("nonsense", 404, "nonsense")]
    public async Task A_mistake_is_named(string question, int status, string named)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var answer = await user.GetAsync($"api/v1/{question}");

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Contains(named, answer.Text("title"), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Text("detail"));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_said_so()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        Assert.Equal(200, (await user.GetAsync("api/v1/state")).Status);
        site.Cluster.Faults.Add(new() { Path = "/cluster/resources", Drop = true });

        var answer = await user.GetAsync("api/v1/plan?goal=best");

        Assert.Equal((503, "unreachable"), (answer.Status, answer.Code));
        Assert.False((await user.GetAsync("api/v1/state")).Json.GetProperty("reachable").GetBoolean());
    }

    private static List<int> Guests(JsonElement plan) => [.. plan.GetProperty("migrations").EnumerateArray().Select(migration => migration.GetProperty("guest").GetInt32())];
}
