using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Api;

/// <summary>What is written about the API, and how a browser may use it.</summary>
public class DescriptionTests
{
    [Fact]
    public async Task The_open_document_and_the_written_one_name_the_same_calls()
    {
        await using var site = await WebSite.StartAsync(TestClusters.Empty());
        using var nobody = await site.UserAsync(null);

        var answer = await nobody.GetAsync("api/v1/openapi.json");
        var calls = answer.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal);
        var text = await File.ReadAllTextAsync(RepositoryPaths.Combine("docs", "api.md"));

        Assert.Equal(
            ["GET /api/v1/best-node", "GET /api/v1/check", "GET /api/v1/events", "GET /api/v1/explain", "GET /api/v1/frontier", "GET /api/v1/history",
                "GET /api/v1/plan", "GET /api/v1/session", "GET /api/v1/state", "POST /api/v1/apply", "POST /api/v1/drain", "POST /api/v1/pause",
                "POST /api/v1/resume", "POST /api/v1/stop", "POST /api/v1/undrain"],
            calls);
        Assert.All(calls, call => Assert.Contains(call.Replace("/api/v1", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_problem_is_described()
    {
        var text = await File.ReadAllTextAsync(RepositoryPaths.Combine("docs", "api.md"));
        var codes = typeof(Problems.ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configured_origin_may_call_and_its_preflight_is_answered()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var preflight = await user.SendAsync(
            HttpMethod.Options, "api/v1/apply", null,
            ("Origin", WebSite.FriendlyOrigin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "x-proxlb,content-type"));
        var answer = await user.GetAsync("api/v1/state", ("Origin", WebSite.FriendlyOrigin));

        Assert.Equal(204, preflight.Status);
        Assert.Equal("X-ProxLB,Content-Type,Authorization", preflight.Headers["Access-Control-Allow-Headers"]);
        Assert.Equal((200, WebSite.FriendlyOrigin, "true"), (answer.Status, answer.Headers["Access-Control-Allow-Origin"], answer.Headers["Access-Control-Allow-Credentials"]));
    }

    [Fact]
    public async Task The_preflight_of_a_foreign_origin_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var preflight = await user.SendAsync(
            HttpMethod.Options, "api/v1/apply", null, ("Origin", "https://evil.example.com"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(403, preflight.Status);
        Assert.False(preflight.Headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api/v1/state")]
    [InlineData("api/v1/nonsense")]
    [InlineData("assets/app.css")]
    public async Task Each_answer_says_what_a_browser_may_do_with_it(string path)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var headers = (await user.GetAsync(path)).Headers;

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.EndsWith($"frame-ancestors 'self' {WebSite.FriendlyOrigin}", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.False(headers.ContainsKey("Server"));
    }

    [Fact]
    public async Task The_live_connection_is_only_for_those_who_may_look()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var nobody = await site.UserAsync(null);
        using var user = await site.UserAsync();

        Assert.Equal(401, (await nobody.PostPlainAsync("_blazor/negotiate?negotiateVersion=1", null)).Status);
        Assert.Equal(200, (await user.PostPlainAsync("_blazor/negotiate?negotiateVersion=1", null)).Status);
        Assert.Equal(403, (await user.PostPlainAsync("_blazor/negotiate?negotiateVersion=1", null, ("Origin", WebSite.FriendlyOrigin))).Status);
    }
}
