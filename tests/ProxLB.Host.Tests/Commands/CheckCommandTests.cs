using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Host.Tests.Commands;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task A_cluster_without_faults_is_said_to_have_none()
    {
        var result = await RunAsync(Cluster(), "check", "--snapshot", "-");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("If a node is lost\n  pve1  1 guest without HA stays down", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("Rules and capacity hold; HA survives the loss of each node.\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_cannot_hold_together_are_exit_code_3()
    {
        var result = await RunAsync(Contradiction(), "check", "--snapshot", "-");

        Assert.Equal(ExitCodes.Unsatisfied, result.ExitCode);
        Assert.Contains("Rules in conflict", result.Output, StringComparison.Ordinal);
        Assert.Contains("Something required does not hold", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, ExitCodes.Done)]
    [InlineData(true, ExitCodes.Unsatisfied)]
    public async Task Json_is_the_document_of_the_contract(bool contradiction, int code)
    {
        var result = await RunAsync(contradiction ? Contradiction() : Cluster(), "check", "--snapshot", "-", "--output", "json");

        Assert.Equal(code, result.ExitCode);
        Assert.Empty(JsonSchema.Load("check.v1.schema.json").Validate(result.Output));
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_missing_snapshot_is_one_line()
    {
        var result = await HostRunner.RunAsync("check", "--snapshot", "/nowhere/cluster.json");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal("error: /nowhere/cluster.json: there is no such snapshot file.", Assert.Single(result.ErrorLines));
    }

    private static ClusterBuilder Cluster() => new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3").SharedStorage("ceph")
        .Guest(101, "pve1").Disk("ceph", 10).Guest(102, "pve2").Disk("ceph", 10);

    private static ClusterBuilder Contradiction() => Cluster().Affinity("together", 101, 102).AntiAffinity("apart", 101, 102);

    private static Task<HostResult> RunAsync(ClusterBuilder cluster, params string[] arguments) =>
        new HostRunner { Input = PlanCommandTests.Snapshot(cluster.Build()) }.StartAsync(arguments);
}
