using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Commands;

public sealed class PlanCommandTests
{
    private static readonly ClusterSnapshot Cluster = new ClusterBuilder().Node("a").Node("b").Guest(101, "a").Build();

    [Fact]
    public async Task A_snapshot_needs_no_configuration_and_is_planned()
    {
        var balancer = new FixedBalancer(SamplePlans.Improved);

        var result = await Runner(balancer, Snapshot(Cluster)).StartAsync("plan", "--snapshot", "-", "--goal", "best", "--frontier");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("3 migrations reach the goal", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
        var request = Assert.Single(balancer.Requests)!;
        Assert.Equal(BalancingGoal.Best, request.Goal);
        Assert.True(request.Frontier);
    }

    [Fact]
    public async Task Json_is_the_plan_document_and_nothing_else()
    {
        var result = await Runner(new(SamplePlans.Improved), Snapshot(Cluster)).StartAsync("plan", "--snapshot", "-", "--output", "json");

        var plan = PlanReader.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(SamplePlans.Improved.Id, plan.Id);
        Assert.Equal(3, plan.Migrations.Count);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task What_is_required_and_stays_violated_is_exit_code_3()
    {
        var result = await Runner(new(SamplePlans.Partial), Snapshot(Cluster)).StartAsync("plan", "--snapshot", "-");

        Assert.Equal(ExitCodes.Unsatisfied, result.ExitCode);
        Assert.Contains("dns (required): 201 and 202 share pve1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_snapshot_the_cluster_of_the_configuration_is_read()
    {
        using var file = new TemporaryFile("proxmox_api: {hosts: [a], user: a@pam, pass: x}");
        var runner = new HostRunner
        {
            Services = services => services
                .AddSingleton<IBalancer>(new FixedBalancer(SamplePlans.Balanced))
                .AddSingleton<IClusterProvider>(new InMemoryClusterProvider(Cluster, new ManualTimeProvider())),
        };

        var result = await runner.StartAsync("plan", "--config", file.Path);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("Balanced: nothing to do.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configuration_the_user_is_told_what_to_do()
    {
        var result = await HostRunner.RunAsync("plan", "--config", "/nowhere/proxlb.yaml");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(
            "error: /nowhere/proxlb.yaml: there is no such configuration file. Name yours with --config, or try 'proxlb demo', which needs none.",
            Assert.Single(result.ErrorLines));
    }

    internal static string Snapshot(ClusterSnapshot cluster) => Encoding.UTF8.GetString(SnapshotWriter.ToUtf8(cluster));

    private static HostRunner Runner(FixedBalancer balancer, string input) => new()
    {
        Input = input,
        Services = services => services.AddSingleton<IBalancer>(balancer),
    };
}
