using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Host.Tests.Commands;

public sealed class BestNodeCommandTests
{
    private static readonly string Cluster = PlanCommandTests.Snapshot(new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph").LocalStorage("local-zfs", ("pve1", 500), ("pve2", 20), ("pve3", 10))
        .Guest(101, "pve1", memoryGiB: 30).Disk("ceph", 10).Guest(102, "pve2", memoryGiB: 20).Disk("ceph", 10).Build());

    [Fact]
    public async Task The_name_alone_is_printed()
    {
        var result = await RunAsync("--memory", "4");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal("pve3\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Several_guests_are_placed_together_one_line_each()
    {
        var result = await RunAsync("--memory", "30GiB", "--count", "3");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal(["pve1", "pve2", "pve3"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_disk_decides_where_there_is_room()
    {
        var result = await RunAsync("--disk", "local-zfs:100GiB");

        Assert.Equal("pve1\n", result.Output);
    }

    [Fact]
    public async Task Text_is_the_ranking_with_reasons()
    {
        var result = await RunAsync("--disk", "local-zfs:100GiB", "--output", "text");

        Assert.Contains("Nodes, the best first\n  pve1  yes: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  pve2  no, ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_node_is_exit_code_3_and_the_reason_on_standard_error()
    {
        var result = await RunAsync("--memory", "1TiB");

        Assert.Equal(ExitCodes.Unsatisfied, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("note: No node takes it.", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4GiB", ExitCodes.Done)]
    [InlineData("1TiB", ExitCodes.Unsatisfied)]
    public async Task Json_is_the_document_of_the_contract(string memory, int code)
    {
        var result = await RunAsync("--memory", memory, "--output", "json");

        Assert.Equal(code, result.ExitCode);
        Assert.Empty(JsonSchema.Load("best-node.v1.schema.json").Validate(result.Output));
    }

    [Theory]
    [InlineData("error: there is no storage 'local-zsf'. Did you mean 'local-zfs'?", "--disk", "local-zsf:1GiB")]
    [InlineData("error: --disk: 'local-zfs' is not STORAGE:SIZE; write for example local-zfs:100GiB", "--disk", "local-zfs")]
    [InlineData("error: --memory: 'much' is not a size such as 512MiB or 8GiB", "--memory", "much")]
    [InlineData("error: --cores: 'four' is not a number of cores, at least 0", "--cores", "four")]
    [InlineData("error: --count: '0' is not a whole number from 1 to 1000", "--count", "0")]
    [InlineData("error: --kind: 'lxc' is not one of vm, ct", "--kind", "lxc")]
    public async Task A_mistake_is_named_and_exit_code_2(string line, params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(line, result.ErrorLines[0]);
        Assert.Empty(result.Output);
    }

    private static Task<HostResult> RunAsync(params string[] arguments) =>
        new HostRunner { Input = Cluster }.StartAsync(["best-node", .. arguments, "--snapshot", "-"]);
}
