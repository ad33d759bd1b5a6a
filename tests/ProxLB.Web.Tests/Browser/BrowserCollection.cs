namespace ProxLB.Web.Tests.Browser;

/// <summary>Tests that share the browser; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
