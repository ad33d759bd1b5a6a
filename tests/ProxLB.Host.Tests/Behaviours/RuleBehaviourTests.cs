using System.Text;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Tests.Commands;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Behaviours;

/// <summary>Rules of the configuration file, seen in the plan.</summary>
public sealed class RuleBehaviourTests
{
    [Theory]
    [InlineData("101", 101)]
    [InlineData("100-102", 101, 102)]
    [InlineData("'web*'", 101, 102)]
    [InlineData("web-1", 101)]
    [InlineData("'pool:Shop'", 103)]
    [InlineData("'tag:KEEP'", 104)]
    [InlineData("'kind:ct'", 105)]
    public async Task R12_guests_are_ignored_by_name_wildcard_range_pool_and_tag(string selector, params int[] ignored)
    {
        var plan = await PlanAsync($"goal: best, ignore: [{selector}]");

        Assert.NotEmpty(plan.Migrations);
        Assert.All(plan.Migrations, migration => Assert.DoesNotContain(migration.Guest, ignored));
        Assert.Equal(5 - ignored.Length, (await PlanAsync($"goal: rules-only, ignore: [{selector}]", "maintenance_nodes: [Node-A]")).Migrations.Count);
    }

    [Fact]
    public async Task R04_names_of_nodes_match_without_case()
    {
        var plan = await PlanAsync("enforce_pinning: true, pools: {SHOP: {pin: [NODE-B]}}");

        var migration = Assert.Single(plan.Migrations, migration => migration.Guest == 103);
        Assert.Equal("node-b", migration.To);
    }

    [Fact]
    public async Task R04_a_tag_pins_to_a_node_of_another_case()
    {
        var cluster = new ClusterBuilder().Node("Node-A").Node("Node-B").Guest(1, "Node-A", tags: "plb_pin_node-b").Build();

        var plan = await PlanAsync("enforce_pinning: true", cluster: cluster);

        Assert.Equal("Node-B", Assert.Single(plan.Migrations).To);
    }

    private static async Task<MigrationPlan> PlanAsync(string balancing, string nodes = "", ClusterSnapshot? cluster = null)
    {
        using var file = new TemporaryFile($$"""
            proxmox_api: {hosts: [a], user: a@pam, pass: x}
            proxmox_cluster: { {{nodes}} }
            balancing: { {{balancing}} }
            """);
        var runner = new HostRunner { Input = PlanCommandTests.Snapshot(cluster ?? Cluster()) };
        var result = await runner.StartAsync("plan", "--snapshot", "-", "--output", "json", "--config", file.Path);
        return PlanReader.Read(Encoding.UTF8.GetBytes(result.Output));
    }

    private static ClusterSnapshot Cluster() => new ClusterBuilder()
        .Node("Node-A").Node("node-b").Node("node-c")
        .Guest(101, "Node-A", with: guest => guest with { Name = "web-1" })
        .Guest(102, "Node-A", with: guest => guest with { Name = "web-2" })
        .Guest(103, "Node-A", with: guest => guest with { Name = "cart", Pool = "shop" })
        .Guest(104, "Node-A", tags: "keep")
        .Container(105, "Node-A")
        .Build();
}
