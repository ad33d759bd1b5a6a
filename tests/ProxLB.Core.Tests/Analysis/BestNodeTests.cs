using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Analysis;

public class BestNodeTests
{
    private static readonly NewGuest Small = new() { CpuCores = 2, MemoryBytes = ClusterBuilder.Bytes(4) };

    private static ClusterBuilder Three() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
        .Guest(101, "pve1", 30).Guest(102, "pve2", 10).Guest(103, "pve3", 20);

    private static string[] Nodes(ClusterBuilder cluster, NewGuest guest, BalancerOptions? options = null) =>
        [.. new ClusterAnalyzer(options).BestNode(cluster.Build(), guest).Guests.Select(g => g.Node ?? "none")];

    [Fact]
    public void The_emptiest_node_is_best_and_several_guests_are_placed_one_after_another()
    {
        Assert.Equal(["pve2"], Nodes(Three(), Small));
        Assert.Equal(["pve2", "pve2", "pve2", "pve3"], Nodes(Three(), Small with { Count = 4 }));
    }

    [Fact]
    public void Nodes_are_ranked_with_figures_and_reasons()
    {
        var advice = new ClusterAnalyzer().BestNode(Three().OfflineNode("pve4").Build(), Small with { MemoryBytes = ClusterBuilder.Bytes(40) });
        var guest = Assert.Single(advice.Guests);
        Assert.Equal(["pve2", "pve3", "pve1", "pve4"], guest.Candidates.Select(c => c.Node));
        Assert.Equal([true, true, false, false], guest.Candidates.Select(c => c.Allowed));
        Assert.Equal(50.0 / 64, guest.Candidates[0].After["memory"], 6);
        Assert.Contains("of 2 nodes that take it", guest.Reason, StringComparison.Ordinal);
        Assert.Equal("capacity", guest.Candidates[2].Objections[0].Constraint);
        Assert.Empty(advice.Warnings);
    }

    [Fact]
    public void Tags_pools_and_storages_bind_a_new_guest()
    {
        var cluster = Three().Guest(104, "pve2", 1, tags: "plb_anti_affinity_db").SharedStorage("san", "pve1", "pve2");
        Assert.Equal(["pve3"], Nodes(cluster, Small with { Tags = ["plb_anti_affinity_db"] }));
        Assert.Equal(["pve1"], Nodes(cluster, Small with { Tags = ["plb_pin_pve1"] }));
        Assert.Equal(["pve1"], Nodes(cluster, Small with { Tags = ["plb_anti_affinity_db"], Disks = [new GuestDisk("san", 1)] }));
        var options = new BalancerOptions();
        options.Rules.Pools["prod"] = new PoolOptions { Pin = ["pve3"] };
        Assert.Equal(["pve3"], Nodes(cluster, Small with { Pool = "prod" }, options));
    }

    [Fact]
    public void New_guests_that_are_kept_apart_go_to_different_nodes() =>
        Assert.Equal(3, Nodes(Three(), Small with { Count = 3, Tags = ["plb_anti_affinity_new"] }).Distinct().Count());

    [Fact]
    public void If_none_takes_it_the_reasons_are_given()
    {
        var advice = new ClusterAnalyzer().BestNode(Three().Build(), Small with { MemoryBytes = ClusterBuilder.Bytes(100) });
        Assert.False(advice.Fits);
        Assert.Null(advice.Guests[0].Node);
        Assert.StartsWith("No node takes it. pve1: ", advice.Guests[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Local_disks_need_room_on_the_target()
    {
        var cluster = Three().LocalStorage("local", ("pve1", 500), ("pve2", 10), ("pve3", 20));
        Assert.Equal(["pve1"], Nodes(cluster, Small with { Disks = [new GuestDisk("local", ClusterBuilder.Bytes(100))] }));
    }

    [Fact]
    public void Local_storage_of_unknown_room_takes_no_new_disk()
    {
        var cluster = Three().LocalStorage("local", ("pve1", 500), ("pve3", 20)).LocalStorage("silent");
        Assert.Equal(["pve1"], Nodes(cluster, Small with { Disks = [new GuestDisk("local", ClusterBuilder.Bytes(100))] }));
        var advice = new ClusterAnalyzer().BestNode(cluster.Build(), Small with { Disks = [new GuestDisk("silent", 1)] });
        Assert.False(advice.Fits);
        Assert.Contains("How much is free on the local storage silent of pve2 is not known", advice.Guests[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_or_size_that_makes_no_sense_is_refused()
    {
        var analyzer = new ClusterAnalyzer();
        Assert.Throws<ArgumentException>(() => analyzer.BestNode(Three().Build(), Small with { Count = 0 }));
        Assert.Throws<ArgumentException>(() => analyzer.BestNode(Three().Build(), Small with { MemoryBytes = -1 }));
    }

    [Fact]
    public void The_file_is_valid()
    {
        var schema = JsonSchema.Load("best-node.v1.schema.json");
        var analyzer = new ClusterAnalyzer();
        Assert.Empty(schema.Validate(AdviceWriter.ToUtf8(analyzer.BestNode(Three().Build(), Small with { Count = 2 }))));
        Assert.Empty(schema.Validate(AdviceWriter.ToUtf8(analyzer.BestNode(Three().Build(), Small with { MemoryBytes = ClusterBuilder.Bytes(100) }))));
    }
}
