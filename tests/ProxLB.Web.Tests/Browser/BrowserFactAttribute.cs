namespace ProxLB.Web.Tests.Browser;

/// <summary>A test in a real browser; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Path is null
        ? "There is no Chromium here: install it ('apt-get install chromium') or name it in CHROMIUM to run the tests of the page."
        : null;
}
