using ProxLB.SimulatedCluster.World.Access;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Browser;

/// <summary>States that have a face of their own.</summary>
[Collection(BrowserCollection.Name)]
public class StatesTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task An_empty_cluster_is_said_to_be_empty()
    {
        await using var site = await WebSite.StartAsync(TestClusters.Empty());
        await using var visit = await VisitedPage.OpenAsync(browser, site);

        await visit.ReadsAsync(visit.Page.Locator("[data-state=empty]"), "nothing to balance");
        await visit.CountsAsync(visit.Page.Locator("table.nodes tbody tr"), 3);
    }

    [BrowserFact]
    public async Task A_lost_connection_is_said_and_nothing_can_be_started()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.SeesAsync(visit.Button("Carry out"));

        site.Cluster.Faults.Add(new() { Drop = true });
        site.Clock.Advance(TimeSpan.FromSeconds(30));

        await visit.ReadsAsync(visit.Page.Locator("[data-state=unreachable]"), "The cluster does not answer");
        Assert.True(await visit.Button("Carry out").IsDisabledAsync());
        await visit.CountsAsync(visit.Page.Locator("table.nodes tbody tr"), 3);
        await visit.PictureAsync("lost-connection");

        site.Cluster.Faults.Clear();
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        await visit.CountsAsync(visit.Page.Locator("[data-state=unreachable]"), 0);
    }

    [BrowserFact]
    public async Task Without_a_ticket_the_page_leads_to_proxmox()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site, user: null);

        await visit.ReadsAsync(visit.Page.Locator("[data-state=not-signed-in]"), "Sign in to Proxmox");
        await visit.CountsAsync(visit.Page.Locator("script"), 0);
        await visit.PictureAsync("sign-in");
    }

    [BrowserFact]
    public async Task A_ticket_that_expires_takes_the_page_away()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.SeesAsync(visit.Button("Carry out"));

        site.Cluster.ExpireTickets();
        site.Clock.Advance(TimeSpan.FromSeconds(30));

        await visit.ReadsAsync(visit.Page.Locator("[data-state=expired]"), "expired");
        await visit.CountsAsync(visit.Page.Locator("table"), 0);
    }

    [BrowserFact]
    public async Task Who_may_not_look_is_told_what_is_missing()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site, WebSite.Stranger);

        await visit.ReadsAsync(visit.Page.Locator("[data-state=forbidden]"), "Sys.Audit on /");
    }

    [BrowserFact]
    public async Task Who_may_only_look_cannot_carry_anything_out()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site, WebSite.Auditor);

        await visit.SeesAsync(visit.Button("Carry out"));
        Assert.True(await visit.Button("Carry out").IsDisabledAsync());
        await visit.ReadsAsync(visit.Page.Locator(".obstacle"), "VM.Migrate");
    }

    [BrowserFact]
    public async Task Who_may_not_move_one_of_the_guests_is_told_which()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.SeesAsync(visit.Button("Carry out"));
        site.Cluster.Change(world => world.Guests.Keys.ToList().ForEach(guest => world.Access.Grant($"/vms/{guest}", WebSite.Balancer, Roles.Auditor)));

        await visit.Button("Carry out").ClickAsync();

        await visit.ReadsAsync(visit.Page.Locator(".problem[data-code=forbidden]"), "VM.Migrate on /vms/");
        Assert.Equal(0, site.Requests);
    }
}
