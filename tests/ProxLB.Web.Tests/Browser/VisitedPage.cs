using Microsoft.Playwright;
using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Browser;

/// <summary>The page, open in the browser, signed in or not. On disposal no error may stand in its console.</summary>
internal sealed class VisitedPage : IAsyncDisposable
{
    /// <summary>If set, pictures of the page are written to <c>docs/images</c>.</summary>
    public const string PicturesVariable = "UPDATE_SCREENSHOTS";

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private VisitedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
    }

    public IPage Page { get; }

    /// <summary>For how many milliseconds something is waited for.</summary>
    public float Patience { get; init; } = 30_000;

    /// <summary>What is expected to stand in the console, such as the failed request for a page that may not be seen.</summary>
    public List<string> ExpectedErrors { get; } = [];

    public static async Task<VisitedPage> OpenAsync(
        BrowserFixture browser, WebSite site, string? user = WebSite.Balancer, string path = "", int width = 1280, int height = 900, bool dark = false)
    {
        var context = await browser.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (user is not null)
        {
            await context.AddCookiesAsync([new() { Name = "PVEAuthCookie", Value = Uri.EscapeDataString(await site.TicketAsync(user)), Url = site.Address.ToString() }]);
        }

        var visited = new VisitedPage(context, await context.NewPageAsync());
        context.SetDefaultTimeout(visited.Patience);
        if (user is null or WebSite.Stranger)
        {
            visited.ExpectedErrors.Add("Failed to load resource");
        }

        await visited.Page.GotoAsync(new Uri(site.Address, path).ToString());
        if (user is not (null or WebSite.Stranger))
        {
            await visited.SeesAsync(visited.Page.Locator("[data-live=true]"));
        }

        return visited;
    }

    public ILocator Tab(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Headline => Page.Locator("[data-headline]");

    /// <summary>Waits until something is on the page.</summary>
    public Task SeesAsync(ILocator what) => Assertions.Expect(what).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Waits until something has this text.</summary>
    public Task ReadsAsync(ILocator what, string text) => Assertions.Expect(what).ToContainTextAsync(text, new() { Timeout = Patience });

    /// <summary>Waits until there are so many.</summary>
    public Task CountsAsync(ILocator what, int count) => Assertions.Expect(what).ToHaveCountAsync(count, new() { Timeout = Patience });

    /// <summary>Whether nothing sticks out to the right.</summary>
    public async Task<bool> FitsAsync() => await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>Takes a picture for the documentation, if that is asked for.</summary>
    public async Task PictureAsync(string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable(PicturesVariable) is { Length: > 0 })
        {
            await CountsAsync(Page.Locator(".working.on"), 0);
            var folder = Directory.CreateDirectory(RepositoryPaths.Combine("docs", "images")).FullName;
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = whole });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.DoesNotContain(_errors, error => !ExpectedErrors.Any(expected => error.Contains(expected, StringComparison.Ordinal)));
    }
}
