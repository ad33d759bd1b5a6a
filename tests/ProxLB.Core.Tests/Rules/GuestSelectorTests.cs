using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class GuestSelectorTests
{
    private static readonly ClusterSnapshot Cluster = Snapshot(
        Guest(150, "pve1", "prod", "Blue") with { Name = "db-1", Pool = "Sql" },
        Guest(99) with { Name = "Web1", Pool = "www/blue" },
        Guest(100, "pve1", "dev") with { Name = "web2", Kind = GuestKind.Container },
        Guest(199) with { Name = "web10", Pool = "www/green" },
        Guest(200) with { Name = null },
        Guest(300) with { Name = "100" });

    [Theory]
    [InlineData("100", new[] { 100 })]
    [InlineData(" 100 ", new[] { 100 })]
    [InlineData("100-199", new[] { 100, 150, 199 })]
    [InlineData("100 - 150", new[] { 100, 150 })]
    [InlineData("99-99", new[] { 99 })]
    [InlineData("web1", new[] { 99 })]
    [InlineData("WEB*", new[] { 99, 100, 199 })]
    [InlineData("web?", new[] { 99, 100 })]
    [InlineData("*", new[] { 99, 100, 150, 199, 300 })]
    [InlineData("db-1", new[] { 150 })]
    [InlineData("pool:sql", new[] { 150 })]
    [InlineData("Pool: www/*", new[] { 99, 199 })]
    [InlineData("tag:blue", new[] { 150 })]
    [InlineData("tag:*", new[] { 100, 150 })]
    [InlineData("kind:ct", new[] { 100 })]
    [InlineData("KIND:CT", new[] { 100 })]
    [InlineData("kind:vm", new[] { 99, 150, 199, 200, 300 })]
    public void A_selector_finds_its_guests(string selector, int[] expected)
    {
        var directory = new GuestDirectory(new SnapshotIndex(Cluster));
        var found = new List<int>();
        Assert.Null(GuestSelector.Select(selector, directory, found));
        Assert.Equal(expected, Vmids(directory.Index, found).Distinct().Order());
    }

    [Theory]
    [InlineData("", "is empty; use a VMID")]
    [InlineData("999", "names no guest")]
    [InlineData("300-400000000", null)]
    [InlineData("199-100", "write the lower VMID first")]
    [InlineData("nothing*", "names no guest")]
    [InlineData("pool:none", "names no guest")]
    [InlineData("kind:lxd", "the kinds are vm and ct")]
    [InlineData("vmid:100", "cannot be read; use a VMID")]
    [InlineData("99999999999", "names no guest")]
    public void A_selector_that_finds_nothing_says_why(string selector, string? problem)
    {
        var answer = GuestSelector.Select(selector, new GuestDirectory(new SnapshotIndex(Cluster)), []);
        if (problem is null)
        {
            Assert.Null(answer);
        }
        else
        {
            Assert.Contains(problem, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void R12_guests_are_ignored_by_name_wildcard_range_pool_and_tag()
    {
        var rules = Derive(Cluster, new RuleOptions { Ignore = ["db-1", "web?", "199-205", "pool:nobody", "tag:prod"] });
        Assert.Equal([99, 100, 150, 199, 200], Enumerable.Range(0, 6).Where(guest => rules.IgnoreOf(guest) == GuestIgnore.Always).Select(rules.Index.Vmid).Order());
        Assert.Equal("'web?' in the list of ignored guests", rules.IgnoredBy(1));
        Assert.Equal("In the list of ignored guests the selector 'pool:nobody' names no guest of this cluster.", Assert.Single(rules.Warnings));
    }
}
