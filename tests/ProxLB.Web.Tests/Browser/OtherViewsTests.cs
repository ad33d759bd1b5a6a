using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Browser;

/// <summary>Empty a node, ask why not there, look at losses.</summary>
[Collection(BrowserCollection.Name)]
public class OtherViewsTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task A_node_is_emptied_in_three_steps_and_used_again()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.Tab("Empty a node").ClickAsync();
        var choice = visit.Page.Locator(".node-choice[data-node=pve1]");

        await choice.ClickAsync();
        await visit.ReadsAsync(visit.Headline, "pve1 can be emptied");
        await visit.CountsAsync(visit.Page.Locator(".target"), 2);
        await visit.PictureAsync("drain");
        await visit.Button("Empty pve1").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator(".drain .run"), "8 of 8 guests moved");
        Assert.Equal(0, site.Cluster.Read(world => world.Guests.Values.Count(guest => guest.Node == "pve1")));

        await visit.Button("Done").ClickAsync();
        await visit.ReadsAsync(choice, "drained");
        await choice.ClickAsync();
        await visit.Button("Use pve1 again").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator(".drain .run"), "8 of 8 guests moved");
        Assert.Empty(site.Operator.State.Drained);
    }

    [BrowserFact]
    public async Task The_page_opens_with_the_node_that_its_address_names()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site, path: "?view=drain&node=pve1");

        await visit.ReadsAsync(visit.Headline, "pve1 can be emptied");
    }

    [BrowserFact]
    public async Task For_any_guest_and_node_it_says_why_not_there()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode(guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve1"] } : guest));
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.Tab("Guests").ClickAsync();
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).FillAsync("web1");

        await visit.CountsAsync(visit.Page.Locator(".guest-row"), 1);
        await visit.Page.Locator(".guest-row[data-guest='101']").ClickAsync();

        await visit.ReadsAsync(visit.Page.Locator(".verdict.barred[data-node=pve2]"), "pve1");
        await visit.PictureAsync("why-not");
    }

    [BrowserFact]
    public async Task Changing_the_view_fetches_no_page_and_keeps_what_was_chosen()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        var first = visit.Page.Locator("table.migrations tbody tr").First;
        await first.GetByRole(Microsoft.Playwright.AriaRole.Checkbox).ClickAsync();
        await visit.SeesAsync(visit.Page.Locator("table.migrations tr.kept"));
        var fetched = new List<string>();
        visit.Page.Request += (_, request) => fetched.Add(request.Url);

        foreach (var (view, sign) in new[] { ("Guests", ".guest-row"), ("Losses", ".loss"), ("History", ".history, .card"), ("Empty a node", ".node-choice"), ("Balance", "table.migrations tr.kept") })
        {
            await visit.Tab(view).ClickAsync();
            await visit.SeesAsync(visit.Page.Locator($".view-{view switch { "Empty a node" => "drain", _ => view.ToLowerInvariant() }}").Locator(sign).First);
        }

        Assert.Empty(fetched);
    }

    [BrowserFact]
    public async Task The_loss_of_each_node_is_shown()
    {
        await using var site = await WebSite.StartAsync();
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.Tab("Losses").ClickAsync();

        await visit.CountsAsync(visit.Page.Locator(".loss"), 5);
        await visit.PictureAsync("losses");
    }
}
