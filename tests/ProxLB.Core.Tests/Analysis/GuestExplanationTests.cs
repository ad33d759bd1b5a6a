using ProxLB.Core.Analysis;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Analysis;

public class GuestExplanationTests
{
    private static readonly ClusterAnalyzer Analyzer = new();

    private static ClusterBuilder Cluster() => new ClusterBuilder().Nodes(["pve1", "pve2"]).Node("pve3", 8).OfflineNode("pve4")
        .Guest(101, "pve1", 10, tags: "plb_anti_affinity_db").Guest(102, "pve2", 10, tags: "plb_anti_affinity_db")
        .Guest(103, "pve1", 4, tags: "plb_pin_pve2").Guest(104, "pve1", 4, with: g => g with { Lock = "backup" }).Guest(105, "pve1", 4);

    private static GuestExplanation Explain(int guest, string? node = null) => Analyzer.Explain(Cluster().Build(), guest, node);

    [Fact]
    public void Each_node_has_its_reason_with_constraint_and_figures()
    {
        var nodes = Explain(101).Nodes.ToDictionary(n => n.Node);
        Assert.Equal(["anti-affinity"], nodes["pve2"].Objections.Select(o => o.Constraint));
        Assert.Equal("capacity", Assert.Single(nodes["pve3"].Objections).Constraint);
        Assert.Contains("10 GiB of at most 7.6 GiB", nodes["pve3"].Objections[0].Reason, StringComparison.Ordinal);
        Assert.Contains("offline", nodes["pve4"].Objections[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(nodes.Values, n => n.Allowed);
    }

    [Fact]
    public void A_guest_that_may_move_says_where_to_and_what_it_gains()
    {
        var explanation = Explain(105);
        Assert.Contains("may go to pve2", explanation.Summary, StringComparison.Ordinal);
        var there = explanation.Nodes.Single(n => n.Node == "pve2");
        Assert.True(there.Allowed);
        Assert.True(there.Gain > 0);
        Assert.Equal(10.0 / 64, there.Before["memory"], 6);
        Assert.Equal(14.0 / 64, there.After["memory"], 6);
    }

    [Fact]
    public void A_guest_that_stays_or_should_leave_says_so_and_names_its_rules()
    {
        Assert.Equal("It stays on pve1. It is locked (backup).", Explain(104).Summary);
        Assert.Equal("state", Explain(104).Hold!.Constraint);
        var pinned = Explain(103);
        Assert.StartsWith("It should leave pve1.", pinned.Summary, StringComparison.Ordinal);
        Assert.Equal("node-affinity", Assert.Single(pinned.Here).Constraint);
        Assert.Equal(["tag plb_pin_pve2"], pinned.Rules);
    }

    [Fact]
    public void One_node_can_be_asked_about_and_unknown_names_are_refused()
    {
        Assert.Equal(["pve3"], Explain(105, "PVE3").Nodes.Select(n => n.Node));
        Assert.Contains("no guest 999", Assert.Throws<ArgumentException>(() => Explain(999)).Message, StringComparison.Ordinal);
        Assert.Contains("pve1, pve2, pve3, pve4", Assert.Throws<ArgumentException>(() => Explain(105, "pve9")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(104)]
    [InlineData(105)]
    public void The_file_is_valid(int guest) =>
        Assert.Empty(JsonSchema.Load("explain.v1.schema.json").Validate(ExplanationWriter.ToUtf8(Explain(guest))));
}
