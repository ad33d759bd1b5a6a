using ProxLB.Core.Planning;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Access;

/// <summary>Who may not change anything: refused, nothing moves, one line in the audit log.</summary>
public class RefusalTests
{
    [Fact]
    public async Task Without_a_ticket_it_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var nobody = await site.UserAsync(null);
        var plan = await PlanAsync(site);

        var answer = await nobody.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 401, "not-signed-in", "apply by nobody");
    }

    [Fact]
    public async Task With_an_expired_ticket_it_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = await PlanAsync(site);
        site.Cluster.ExpireTickets();

        var answer = await user.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 401, "expired", $"apply of {plan} by lb@pve");
    }

    [Fact]
    public async Task With_a_forged_ticket_it_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        var plan = await PlanAsync(site);
        var ticket = (await site.TicketAsync(WebSite.Auditor)).Replace("auditor@pve", "root@pam", StringComparison.Ordinal);
        using var forger = ApiUser.Of(site.Address, ticket);

        var answer = await forger.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 401, "expired", $"apply of {plan} by root@pam");
    }

    [Fact]
    public async Task Who_may_look_may_not_move()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var auditor = await site.UserAsync(WebSite.Auditor);
        var plan = await PlanAsync(site);
        Assert.Equal(200, (await auditor.GetAsync("api/v1/state")).Status);

        var answer = await auditor.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 403, "forbidden", $"apply of {plan} by auditor@pve");
        Assert.Equal("VM.Migrate", answer.Json.GetProperty("missing")[0].GetProperty("privilege").GetString());
    }

    [Fact]
    public async Task Who_may_move_all_guests_but_one_may_not_carry_out_a_plan_with_it()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        var kept = await site.Operator.PlanAsync();
        var barred = kept.Plan.Migrations[0].Guest;
        site.Cluster.Change(world => world.Access.Grant($"/vms/{barred}", WebSite.Balancer, Roles.Auditor));
        using var user = await site.UserAsync();

        var answer = await user.PostAsync("api/v1/apply", new { plan = kept.Id });

        AssertRefused(site, answer, 403, "forbidden", $"apply of {kept.Id} by lb@pve");
        Assert.Equal($"/vms/{barred}", Assert.Single(answer.Json.GetProperty("missing").EnumerateArray()).GetProperty("path").GetString());
    }

    /// <summary>Such a plan has nobody to ask about, and yet decides on all guests: a drained node is emptied by the next run.</summary>
    [Theory]
    [InlineData("drain")]
    [InlineData("apply")]
    public async Task Who_may_look_may_not_drain_a_node_by_a_plan_without_migrations(string action)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var auditor = await site.UserAsync(WebSite.Auditor);
        var plan = (await auditor.GetAsync("api/v1/plan?drain=pve1&max=0")).Text("id");

        var answer = await auditor.PostAsync($"api/v1/{action}", action == "drain" ? (object)new { nodes = new[] { "pve1" }, plan } : new { plan });

        AssertRefused(site, answer, 403, "forbidden", $"{action} of {(action == "drain" ? "pve1, plan " : "")}{plan} by auditor@pve");
        Assert.Empty(site.Operator.State.Drained);
        Assert.Equal("/vms", answer.Json.GetProperty("missing")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Who_may_look_may_not_undrain_a_node()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await site.Operator.ApplyAsync((await site.Operator.PlanAsync(new PlanRequest { Drain = ["pve3"] })).Id);
        using var auditor = await site.UserAsync(WebSite.Auditor);
        var plan = (await auditor.GetAsync("api/v1/plan?undrain=pve3")).Text("id");

        var answer = await auditor.PostAsync("api/v1/undrain", new { node = "pve3", plan });

        AssertRefused(site, answer, 403, "forbidden", $"undrain of pve3, plan {plan} by auditor@pve");
        Assert.Equal("pve3", Assert.Single(site.Operator.State.Drained));
    }

    [Fact]
    public async Task Who_may_move_single_guests_may_not_drain_a_node()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        var kept = await site.Operator.PlanAsync(new PlanRequest { Drain = ["pve1"] });
        site.Cluster.Change(world =>
        {
            foreach (var guest in kept.Facts.Guests)
            {
                world.Access.Grant($"/vms/{guest.Id}", WebSite.Auditor, Roles.Administrator);
            }
        });
        using var user = await site.UserAsync(WebSite.Auditor);

        var answer = await user.PostAsync("api/v1/drain", new { nodes = new[] { "pve1" }, plan = kept.Id });

        AssertRefused(site, answer, 403, "forbidden", $"drain of pve1, plan {kept.Id} by auditor@pve");
        Assert.Equal("/vms", Assert.Single(answer.Json.GetProperty("missing").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public async Task Who_may_look_may_not_lift_a_pause()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        site.Operator.Pause("admin");
        using var auditor = await site.UserAsync(WebSite.Auditor);

        var answer = await auditor.PostAsync("api/v1/resume");

        AssertRefused(site, answer, 403, "forbidden", "resume by auditor@pve");
        Assert.True(site.Operator.State.Paused);
    }

    [Fact]
    public async Task Who_may_not_look_learns_nothing()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var stranger = await site.UserAsync(WebSite.Stranger);

        foreach (var question in (string[])["session", "state", "plan", "frontier", "explain?guest=101", "best-node?memory=1", "check", "history", "events"])
        {
            var answer = await stranger.GetAsync($"api/v1/{question}");
            Assert.Equal($"{question} 403 forbidden", $"{question} {answer.Status} {answer.Code}");
        }
    }

    [Fact]
    public async Task From_a_foreign_origin_it_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = await PlanAsync(site);

        var answer = await user.PostAsync("api/v1/apply", new { plan }, ("Origin", "https://evil.example.com"));

        AssertRefused(site, answer, 403, "foreign-origin", "apply by lb@pve");
        Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://pve1.example.com:8006.evil.example.com")]
    [InlineData("http://pve1.example.com:8006")]
    [InlineData("https://pve1.example.com")]
    public async Task An_origin_that_only_resembles_a_configured_one_is_foreign(string origin)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        Assert.Equal("foreign-origin", (await user.GetAsync("api/v1/state", ("Origin", origin))).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1, 1")]
    public async Task Without_the_header_or_with_a_forged_one_it_is_refused(string? header)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = await PlanAsync(site);

        var answer = await user.PostPlainAsync("api/v1/apply", new { plan }, header is null ? [] : [("X-ProxLB", header)]);

        AssertRefused(site, answer, 400, "missing-header", "apply by lb@pve");
    }

    [Fact]
    public async Task A_plan_of_yesterday_is_refused()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        var plan = await PlanAsync(site);
        site.Cluster.Advance(TimeSpan.FromDays(1));
        using var user = await site.UserAsync();

        var answer = await user.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 404, "unknown-plan", $"apply of {plan} by lb@pve");
    }

    [Fact]
    public async Task A_plan_of_other_facts_is_refused_with_the_difference()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        var plan = await PlanAsync(site);
        site.Cluster.Change(world => world.Guests[101].Tags.Add("plb_ignore_now"));

        var answer = await user.PostAsync("api/v1/apply", new { plan });

        AssertRefused(site, answer, 409, "facts-changed", $"apply of {plan} by lb@pve");
        Assert.Contains("101", Assert.Single(answer.Json.GetProperty("difference").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("stop")]
    public async Task Steering_nothing_is_refused(string action)
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        AssertRefused(site, await user.PostAsync($"api/v1/{action}"), 409, "not-running", $"{action} by lb@pve");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused_and_logged_in_one_line()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        AssertRefused(site, await user.PostAsync("api/v1/apply", new { plna = "a\nb" }), 400, "bad-request", "apply by lb@pve");
    }

    [Fact]
    public async Task A_form_is_no_state_change_even_with_the_header()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        AssertRefused(site, await user.PostFormAsync("api/v1/apply", await PlanAsync(site)), 404, "unknown-call", "/api/v1/apply by lb@pve");
    }

    [Fact]
    public async Task A_stranger_cannot_write_lines_into_the_log()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();

        var answer = await user.PostAsync("api/v1/apply", new { plan = "x\napply of y by root@pam: accepted" });

        AssertRefused(site, answer, 404, "unknown-plan", "apply of x?apply of y by root@pam: accepted by lb@pve");
        Assert.DoesNotContain('\n', site.Audit.Lines[0]);
    }

    private static async Task<string> PlanAsync(WebSite site)
    {
        var kept = await site.Operator.PlanAsync();
        Assert.NotEmpty(kept.Plan.Migrations);
        return kept.Id;
    }

    private static void AssertRefused(WebSite site, ApiAnswer answer, int status, string code, string start)
    {
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(0, site.Requests);
        Assert.Null(site.Operator.State.Run);
        Assert.Empty(site.Operator.History);
        var line = Assert.Single(site.Audit.Lines);
        Assert.StartsWith(start + " from 127.0.0.1: refused, " + code, line, StringComparison.Ordinal);
    }
}
