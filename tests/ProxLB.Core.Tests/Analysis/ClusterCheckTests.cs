using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Analysis;

public class ClusterCheckTests
{
    private static readonly ClusterAnalyzer Analyzer = new();

    private static ClusterSnapshot Defective() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
        .Guest(101, "pve1").Guest(102, "pve1").Affinity("together", 101, 102).AntiAffinity("apart", 101, 102)
        .Guest(103, "pve1", tags: "plb_pin_nowhere plb_pin_pve2")
        .HaGuest(104, "pve1").HaNodeRule("one", [104], true, new NodePreference("pve1")).HaNodeRule("two", [104], true, new NodePreference("pve2"))
        .Pin("ghost", [999], "pve1")
        .Build();

    [Fact]
    public void All_defects_are_reported_at_once()
    {
        var check = Analyzer.Check(Defective());
        Assert.True(check.Violated);
        Assert.Equal(["apart", "together"], Assert.Single(check.Conflicts).Rules);
        Assert.Equal(["one", "two"], check.DroppedRules.Select(r => r.Name).Order());
        Assert.Equal([103], check.Repairs.Select(r => r.Guest));
        Assert.Contains(check.Warnings, w => w.Contains("'nowhere'", StringComparison.Ordinal));
        Assert.Contains(check.Warnings, w => w.Contains("guest 999", StringComparison.Ordinal));
        Assert.Equal("pve1", Assert.Single(check.NodeLosses).Name);
    }

    [Fact]
    public void A_cluster_without_defects_has_none()
    {
        var check = Analyzer.Check(new ClusterBuilder().Nodes(["pve1", "pve2"]).HaGuest(101, "pve1").Build());
        Assert.False(check.Violated);
        Assert.Empty(check.Warnings);
        Assert.Empty(check.Repairs);
        Assert.True(Assert.Single(check.NodeLosses).Recovers);
    }

    [Fact]
    public void The_file_is_valid()
    {
        var schema = JsonSchema.Load("check.v1.schema.json");
        Assert.Empty(schema.Validate(CheckWriter.ToUtf8(Analyzer.Check(Defective()))));
    }
}
