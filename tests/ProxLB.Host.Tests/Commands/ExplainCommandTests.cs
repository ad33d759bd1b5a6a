using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Host.Tests.Commands;

public sealed class ExplainCommandTests
{
    private static readonly string Cluster = PlanCommandTests.Snapshot(new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph")
        .Guest(101, "pve1", with: guest => guest with { Name = "web-01" }).Disk("ceph", 10)
        .Guest(102, "pve2", with: guest => guest with { Name = "web-02" }).Disk("ceph", 10)
        .AntiAffinity("web", 101, 102).Build());

    [Theory]
    [InlineData("101")]
    [InlineData("web-01")]
    public async Task A_guest_is_named_by_its_id_or_its_name(string guest)
    {
        var result = await RunAsync("explain", guest, "--snapshot", "-");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.StartsWith("101 web-01, VM, on pve1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("pve3  yes: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("pve2  no, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_node_can_be_asked_about()
    {
        var result = await RunAsync("explain", "101", "PVE2", "--snapshot", "-");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("May it go there?", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pve3", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_document_of_the_contract()
    {
        var result = await RunAsync("explain", "101", "--snapshot", "-", "--output", "json");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Empty(JsonSchema.Load("explain.v1.schema.json").Validate(result.Output));
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("error: there is no guest 'web-03'. Did you mean 'web-01'?", "web-03")]
    [InlineData("error: there is no guest 'mail' among 2; name it by its VMID or its name", "mail")]
    [InlineData("error: there is no node 'pvee2'. Did you mean 'pve2'?", "101", "pvee2")]
    [InlineData("error: there is no node 'x'; the nodes are pve1, pve2, pve3", "101", "x")]
    public async Task What_the_cluster_does_not_have_is_one_line_with_near_matches(string line, params string[] arguments)
    {
        var result = await RunAsync(["explain", .. arguments, "--snapshot", "-"]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(line, Assert.Single(result.ErrorLines));
        Assert.Empty(result.Output);
    }

    private static Task<HostResult> RunAsync(params string[] arguments) => new HostRunner { Input = Cluster }.StartAsync(arguments);
}
