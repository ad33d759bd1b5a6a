using ProxLB.SimulatedCluster.World.Access;
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
        Assert.EndsWith("Rules and capacity hold; no running guest is under HA.\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guests_that_HA_restarts_are_said_to_survive()
    {
        var cluster = Cluster().Guest(103, "pve3", with: guest => guest with { HaState = "started", HaStatus = "started" });
        var result = await RunAsync(cluster, "check", "--snapshot", "-");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.EndsWith("Rules and capacity hold; HA survives the loss of each node.\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Missing_permissions_are_listed_with_the_command_that_grants_them_and_are_exit_code_4(string output)
    {
        await using var site = await SimulatedSite.StartAsync(Cluster().Build());
        var token = site.Cluster.Token.Split('=')[0];
        site.Cluster.Change(world => world.Access.Grant("/", token, Roles.Balancer.Where(privilege => privilege != "VM.Migrate").ToHashSet(StringComparer.Ordinal)));
        var result = await site.RunAsync("check", "--output", output);

        Assert.Equal(ExitCodes.Unreachable, result.ExitCode);
        Assert.Contains("VM.Migrate", result.Output, StringComparison.Ordinal);
        Assert.Contains("pveum", result.Output, StringComparison.Ordinal);
        Assert.Equal(output == "json", result.Output.StartsWith('{'));
    }

    [Fact]
    public async Task With_all_permissions_the_json_says_so()
    {
        await using var site = await SimulatedSite.StartAsync(Cluster().Build());
        var result = await site.RunAsync("check", "--output", "json");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Empty(JsonSchema.Load("check.v1.schema.json").Validate(result.Output));
        Assert.Contains("\"missingPermissions\": []", result.Output, StringComparison.Ordinal);
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
