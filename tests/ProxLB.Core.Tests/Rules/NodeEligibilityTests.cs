using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class NodeEligibilityTests
{
    public static TheoryData<string, string?> Cases => new()
    {
        { "plain", null },
        { "ha online", null },
        { "offline", "is offline" },
        { "unknown figures", "did not report cpu" },
        { "no memory", "did not report its memory" },
        { "maintenance", "is in maintenance" },
        { "ha maintenance", "is in maintenance (HA manager)" },
        { "ha fence", "is being fenced by the HA manager" },
        { "ha unknown", "does not answer the HA manager" },
        { "ha gone", "is gone for the HA manager" },
        { "ignored", "is ignored by the configuration" },
        { "drained", "is being drained" },
        { "configured maintenance", "is in maintenance by the configuration" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_node_that_may_not_be_used_has_a_reason(string name, string? reason)
    {
        var node = Node(name);
        node = name switch
        {
            "offline" => node with { Online = false },
            "unknown figures" => node with { Unknown = ["cpu"] },
            "no memory" => node with { MemoryBytes = null },
            "maintenance" => node with { Maintenance = true },
            "ha online" => node with { HaStatus = HaNodeStatus.Online },
            "ha maintenance" => node with { HaStatus = HaNodeStatus.Maintenance },
            "ha fence" => node with { HaStatus = HaNodeStatus.Fence },
            "ha unknown" => node with { HaStatus = HaNodeStatus.Unknown },
            "ha gone" => node with { HaStatus = HaNodeStatus.Gone },
            _ => node,
        };
        var rules = Derive(Snapshot([node]), null, new NodeOptions { Ignore = ["Ignored"], Maintenance = ["CONFIGURED maintenance"] }, "Drained");
        Assert.Equal(reason, rules.Nodes.Reason(0));
        Assert.Equal(reason is null, rules.Nodes[0]);
        Assert.Equal(name is "maintenance" or "ha maintenance" or "drained" or "configured maintenance", rules.Nodes.Leaving[0]);
        Assert.Equal(name == "ignored", rules.Nodes.Ignored[0]);
    }

    [Fact]
    public void An_ignored_node_is_not_emptied_and_unknown_names_are_warnings()
    {
        var rules = Derive(Snapshot([Node("pve1") with { Maintenance = true }]), null, new NodeOptions { Ignore = ["pve1", "a"], Maintenance = ["b"] }, "c");
        Assert.False(rules.Nodes.Leaving[0]);
        Assert.Equal(
            ["The list of ignored nodes names the node 'a'", "The list of maintenance nodes names the node 'b'", "The request to drain names the node 'c'"],
            rules.Warnings.Select(warning => warning.Split(',')[0]));
    }
}
