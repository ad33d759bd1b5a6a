using ProxLB.SimulatedCluster;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Browser;

/// <summary>Small, large, dark, by keyboard.</summary>
[Collection(BrowserCollection.Name)]
public class ShapeTests(BrowserFixture browser)
{
    /// <summary>What 64 nodes need in any view; 2,000 guests in full would add 10,000.</summary>
    private const int MostElements = 7000;

    private static readonly string[] Views = ["Balance", "Empty a node", "Guests", "Losses", "History"];

    [BrowserFact]
    public async Task At_400_pixels_nothing_sticks_out()
    {
        await using var site = await WebSite.StartAsync();
        await using var visit = await VisitedPage.OpenAsync(browser, site, width: 400, height: 860);
        await visit.SeesAsync(visit.Page.Locator("table.migrations tbody tr").First);
        await visit.PictureAsync("narrow");

        foreach (var view in Views)
        {
            await visit.Tab(view).ClickAsync();
            await visit.SeesAsync(visit.Page.Locator(".view > *").First);
            Assert.True(await visit.FitsAsync(), view);
        }
    }

    [BrowserFact]
    public async Task In_the_dark_the_ground_is_dark_and_the_text_light()
    {
        await using var site = await WebSite.StartAsync();
        await using var visit = await VisitedPage.OpenAsync(browser, site, dark: true);
        await visit.SeesAsync(visit.Page.Locator("table.migrations tbody tr").First);
        await visit.PictureAsync("dark");

        Assert.InRange(await BrightnessAsync("backgroundColor"), 0, 60);
        Assert.InRange(await BrightnessAsync("color"), 180, 255);

        async Task<double> BrightnessAsync(string property) => await visit.Page.EvaluateAsync<double>(
            $"getComputedStyle(document.body).{property}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3");
    }

    [BrowserFact]
    public async Task On_a_large_screen_plan_and_nodes_stand_side_by_side()
    {
        await using var site = await WebSite.StartAsync();
        await using var visit = await VisitedPage.OpenAsync(browser, site, width: 3840, height: 2160);
        var migrations = visit.Page.Locator(".migrations-card");
        await visit.SeesAsync(migrations);
        await visit.PictureAsync("large");

        var nodes = await visit.Page.Locator(".nodes-card").BoundingBoxAsync();
        var list = await migrations.BoundingBoxAsync();
        Assert.True(list!.X >= nodes!.X + nodes.Width);
        Assert.True(await visit.FitsAsync());
    }

    [BrowserFact]
    public async Task Everything_can_be_done_by_keyboard()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.SeesAsync(visit.Button("Carry out"));
        var keyboard = visit.Page.Keyboard;

        await visit.SeesAsync(visit.Page.Locator(".frontier-point").First);
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await FocusAsync("input[type=radio]");
        await keyboard.PressAsync("ArrowRight");
        await visit.CountsAsync(visit.Page.Locator(".frontier-point.chosen"), 1);
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await FocusAsync("table.migrations input[type=checkbox]");
        await keyboard.PressAsync("Space");
        await visit.CountsAsync(visit.Page.Locator("table.migrations tr.kept"), 1);
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await FocusAsync(".button.primary");
        await keyboard.PressAsync("Enter");
        await visit.SeesAsync(visit.Page.Locator(".summary .run[data-ended=true]"));
        Assert.True(site.Operator.History[0].Moved > 0);

        await FocusAsync("[role=tab][aria-selected=true]");
        await keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync(visit.Page.Locator(".node-choices"));
        await keyboard.PressAsync("End");
        await visit.SeesAsync(visit.Page.Locator("details.past"));
        await FocusAsync("details.past summary");
        await keyboard.PressAsync("Enter");
        await visit.SeesAsync(visit.Page.Locator("details.past .step").First);

        // Tabs on from the top of the page until the focus is there, as somebody without a mouse does.
        async Task FocusAsync(string selector)
        {
            await visit.Page.EvaluateAsync("document.activeElement.blur(); window.getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');");
            for (var presses = 0; presses < 80; presses++)
            {
                await keyboard.PressAsync("Tab");
                if (await visit.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                {
                    return;
                }
            }

            Assert.Fail($"'{selector}' cannot be reached with the Tab key.");
        }
    }

    [BrowserFact]
    public async Task Sixty_four_nodes_and_two_thousand_guests_stay_fluid()
    {
        var options = new ClusterSimulatorOptions { Generator = new() { Nodes = 64, Guests = 2000, Seed = 7 }, Speed = 1 };
        await using var site = await WebSite.StartAsync(options);
        await using var visit = await VisitedPage.OpenAsync(browser, site);
        await visit.CountsAsync(visit.Page.Locator("table.nodes tbody tr"), 64);
        // So many migrations are drawn only where one looks.
        var rows = visit.Page.Locator("table.migrations tbody tr[data-guest]");
        await visit.SeesAsync(visit.Page.Locator(".migrations-card"));
        await visit.CountsAsync(visit.Page.Locator(".working.on"), 0);
        await visit.PictureAsync("sixty-four-nodes");
        await visit.Page.EvaluateAsync("document.querySelector('.migrations-card').scrollIntoView()");
        await visit.SeesAsync(rows.First);
        Assert.InRange(await ElementsAsync(), 1, MostElements);

        // Ticking one migration off changes rows in place; nothing of the page is built anew but what the new plan brings.
        await visit.Page.EvaluateAsync("document.querySelectorAll('table.nodes tbody tr').forEach(row => row.known = true)");
        // Which row is the first one is seen only afterwards: the list is still being drawn.
        await rows.First.GetByRole(Microsoft.Playwright.AriaRole.Checkbox).ClickAsync();
        await visit.CountsAsync(visit.Page.Locator("table.migrations tr.kept"), 1);
        var unticked = await visit.Page.Locator("table.migrations tr.kept").GetAttributeAsync("data-guest");
        await visit.CountsAsync(visit.Page.Locator($"table.migrations tr[data-guest='{unticked}']"), 1);
        Assert.Equal(64, await visit.Page.EvaluateAsync<int>("[...document.querySelectorAll('table.nodes tbody tr')].filter(row => row.known).length"));
        Assert.InRange(await ElementsAsync(), 1, MostElements);

        foreach (var (view, sign) in new[] { ("Empty a node", ".node-choice"), ("Losses", ".loss"), ("History", ".card") })
        {
            await visit.Tab(view).ClickAsync();
            await visit.SeesAsync(visit.Page.Locator(".view").Locator(sign).First);
            Assert.InRange(await ElementsAsync(), 1, MostElements);
        }

        await visit.Tab("Guests").ClickAsync();
        await visit.ReadsAsync(visit.Page.Locator(".guest-list"), "2,000 guests");
        await visit.SeesAsync(visit.Page.Locator(".guest-row").First);
        Assert.InRange(await visit.Page.Locator(".guest-row").CountAsync(), 1, 120);
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).FillAsync(site.Operator.State.Facts!.Guests[^1].Name!);
        await visit.SeesAsync(visit.Page.Locator($".guest-row[data-guest='{site.Operator.State.Facts!.Guests[^1].Id}']"));
        Assert.InRange(await ElementsAsync(), 1, MostElements);

        Task<int> ElementsAsync() => visit.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
    }
}
