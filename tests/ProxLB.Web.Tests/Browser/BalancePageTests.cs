using Microsoft.Playwright;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Browser;

/// <summary>Look, plan, choose, carry out.</summary>
[Collection(BrowserCollection.Name)]
public class BalancePageTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task The_page_shows_the_nodes_and_a_plan_before_and_after()
    {
        await using var site = await WebSite.StartAsync();
        await using var visit = await VisitedPage.OpenAsync(browser, site);

        await visit.ReadsAsync(visit.Headline, "migrations");
        await visit.CountsAsync(visit.Page.Locator("table.nodes tbody tr"), 5);
        await visit.SeesAsync(visit.Page.Locator("table.migrations tbody tr").First);
        await visit.SeesAsync(visit.Page.Locator("table.nodes .meter-change.down").First);
        await visit.ReadsAsync(visit.Page.Locator("[data-activity]"), "connected");
        await visit.ReadsAsync(visit.Page.Locator(".visitor"), WebSite.Balancer);
        await visit.PictureAsync("balance");
    }

    [BrowserFact]
    public async Task Picking_a_point_on_the_frontier_changes_the_plan_to_so_many_migrations()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        var rows = visit.Page.Locator("table.migrations tbody tr");
        await visit.SeesAsync(rows.Nth(1));

        var point = visit.Page.Locator(".frontier-point input").Nth(1);
        var most = int.Parse((await point.GetAttributeAsync("value"))!, System.Globalization.CultureInfo.InvariantCulture);
        await point.CheckAsync(new() { Force = true });

        await visit.ReadsAsync(visit.Page.Locator(".headline"), $"with at most {most} migration");
        await visit.CountsAsync(visit.Page.Locator(".frontier-point.chosen"), 1);
        Assert.InRange(await rows.CountAsync(), 1, most);
        var planned = await visit.Page.Locator(".figure", new() { HasText = "Memory spread" }).Locator("strong").InnerTextAsync();
        Assert.Contains($"spread {planned},", await visit.Page.Locator(".frontier-point.chosen").GetAttributeAsync("title"), StringComparison.Ordinal);
        await visit.Button("Back to the goal").ClickAsync();
        await visit.SeesAsync(rows.Nth(1));
    }

    [BrowserFact]
    public async Task An_unticked_guest_stays_and_the_effect_is_seen_at_once()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        var first = visit.Page.Locator("table.migrations tbody tr").First;
        await visit.SeesAsync(first);
        var guest = await first.GetAttributeAsync("data-guest");

        await first.GetByRole(AriaRole.Checkbox).ClickAsync();

        var kept = visit.Page.Locator($"table.migrations tr.kept[data-guest='{guest}']");
        await visit.SeesAsync(kept);
        await visit.ReadsAsync(kept, "Stays at your wish");
        await visit.CountsAsync(visit.Page.Locator($"table.migrations tr:not(.kept)[data-guest='{guest}']"), 0);
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await visit.CountsAsync(visit.Page.Locator("table.migrations tr:not(.kept) input:not(:checked)"), 0);
        await visit.PictureAsync("untick");
        await kept.GetByRole(AriaRole.Checkbox).ClickAsync();
        await visit.CountsAsync(visit.Page.Locator("table.migrations tr.kept"), 0);
    }

    [BrowserFact]
    public async Task A_plan_is_carried_out_and_watched_to_its_end()
    {
        await using var site = await WebSite.StartAsync(new() { Snapshot = TestClusters.OneHotNode(), Speed = 30 });
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.Button("Carry out").ClickAsync();

        await visit.SeesAsync(visit.Page.Locator(".run[data-ended=false] .step[data-state=running]").First);
        await visit.PictureAsync("running");
        var ended = visit.Page.Locator(".summary .run");
        await visit.SeesAsync(ended);

        var moved = site.Operator.History[0].Moved;
        Assert.True(moved > 0);
        await visit.ReadsAsync(ended, $"{moved} of {moved} guests moved");
        await visit.CountsAsync(ended.Locator(".step[data-state=moved]"), moved);
        await visit.Button("Look again").ClickAsync();
        await visit.ReadsAsync(visit.Headline, "Balanced");
        await visit.Tab("History").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator("details.past summary"), $"{moved} of {moved} guests moved");
        Assert.Equal($"apply of {site.Operator.History[0].Plan} by lb@pve from 127.0.0.1: accepted", Assert.Single(site.Audit.Lines));
    }

    [BrowserFact]
    public async Task A_run_is_paused_resumed_and_stopped()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        site.Cluster.Faults.Add(new() { Path = "/migrate", Method = "POST", Status = 500, Reason = "VM is locked (backup)" });
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.Button("Carry out").ClickAsync();

        await visit.Button("Pause").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator("[data-activity]"), "paused");
        await visit.Button("Resume").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator("[data-activity]"), "migrating");
        await visit.Button("Stop").ClickAsync();
        await site.Operator.Running;

        await visit.SeesAsync(visit.Page.Locator(".summary .run[data-ended=true]"));
        Assert.Equal(["apply", "pause", "resume", "stop"], site.Audit.Lines.Select(line => line.Split(' ')[0]));
    }

    [BrowserFact]
    public async Task A_plan_of_other_facts_is_refused_and_the_difference_shown()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.SeesAsync(visit.Button("Carry out"));
        site.Cluster.Change(world => world.Guests[101].Tags.Add("new"));

        await visit.Button("Carry out").ClickAsync();

        await visit.ReadsAsync(visit.Page.Locator(".problem[data-code=facts-changed]"), "101");
        Assert.Equal(0, site.Requests);
        await visit.Page.Locator(".problem").GetByRole(AriaRole.Button, new() { Name = "Plan anew" }).ClickAsync();
        await visit.CountsAsync(visit.Page.Locator(".problem"), 0);
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await visit.Button("Carry out").ClickAsync();
        await visit.SeesAsync(visit.Page.Locator(".summary .run[data-ended=true]"));
    }
}
