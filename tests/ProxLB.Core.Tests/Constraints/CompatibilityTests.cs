using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Where a guest cannot run or Proxmox would refuse it, it is not sent.</summary>
public class CompatibilityTests
{
    private static ClusterBuilder Nodes(Func<ClusterNode, ClusterNode>? second = null, Func<ClusterNode, ClusterNode>? third = null) =>
        new ClusterBuilder()
            .Node("pve1", with: n => n with { CpuModel = "EPYC 7402", CpuFlags = ["aes", "avx2"] })
            .Node("pve2", with: n => (second ?? (m => m))(n with { CpuModel = "EPYC 7402", CpuFlags = ["aes", "avx2"] }))
            .Node("pve3", with: n => (third ?? (m => m))(n with { CpuModel = "Xeon 6130", CpuFlags = ["aes"] }));

    private static string[] Targets(ClusterBuilder cluster) =>
        [.. Planned.Plan(cluster, BalancingGoal.Best).Migrations.Select(m => m.To).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void CPU_type_host_goes_to_the_same_model_only() =>
        Assert.Equal(["pve2"], Targets(Nodes().Guests(101, 6, "pve1", 8, with: g => g with { CpuType = "host" })));

    [Fact]
    public void Other_CPU_types_go_anywhere() =>
        Assert.Equal(["pve2", "pve3"], Targets(Nodes().Guests(101, 6, "pve1", 8, with: g => g with { CpuType = "x86-64-v2-AES" })));

    [Fact]
    public void A_CPU_that_is_not_known_does_not_bind() =>
        Assert.Equal(
            ["pve2", "pve3"],
            Targets(Nodes(third: n => n with { CpuModel = null, CpuFlags = [] }).Guests(101, 6, "pve1", 8, with: g => g with { CpuType = "host", CpuFlags = ["+avx2"] })));

    [Theory]
    [InlineData("avx2", "pve2")]
    [InlineData("+avx2", "pve2")]
    [InlineData("-avx2", "pve2 pve3")]
    [InlineData("aes", "pve2 pve3")]
    public void A_flag_is_needed_unless_it_is_switched_off(string flag, string targets) =>
        Assert.Equal(targets.Split(' '), Targets(Nodes().Guests(101, 6, "pve1", 8, with: g => g with { CpuFlags = [flag] })));

    [Fact]
    public void A_container_and_a_stopped_machine_have_no_CPU_to_keep()
    {
        var cluster = Nodes().Container(101, "pve1", 8, with: g => g with { CpuType = "host" })
            .StoppedGuest(102, "pve1", 8, with: g => g with { CpuType = "host" });
        var plan = Planned.Plan(cluster.Pin("there", [101], "pve3"), configure: o => o.Rules.DrainStopped = true, drain: ["pve1", "pve2"]);
        Assert.Equal(["101:pve1>pve3", "102:pve1>pve3"], plan.Moves());
    }

    [Fact]
    public void A_replicated_machine_goes_to_its_replication_targets_only()
    {
        var cluster = Nodes().Guests(101, 6, "pve1", 8, with: g => g with { ReplicatedTo = ["PVE3"] });
        Assert.Equal(["pve3"], Targets(cluster));
        var plan = Planned.Plan(cluster, drain: ["pve1", "pve3"]);
        Assert.Contains("replicated to PVE3", plan.Unsatisfied[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_that_Proxmox_refuses_are_no_candidates_and_its_words_are_the_reason()
    {
        var cluster = Nodes().Guests(101, 6, "pve1", 8, with: g => g with { ForbiddenNodes = [new ForbiddenNode("pve2", "mapping gpu is missing")] });
        Assert.Equal(["pve3"], Targets(cluster));
        var plan = Planned.Plan(cluster, drain: ["pve1", "pve3"]);
        Assert.Contains("mapping gpu is missing", plan.Unsatisfied[0].Reason, StringComparison.Ordinal);
    }

    /// <summary>Proxmox maps no shared storage, and the HA manager maps none at all.</summary>
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void E07_a_storage_that_a_node_lacks_makes_it_no_candidate_unless_it_is_mapped(bool shared, bool ha, bool goes)
    {
        ClusterBuilder Cluster()
        {
            var cluster = Nodes().Storage(new ClusterStorage { Id = "lvm", Shared = shared, Nodes = ["pve1", "pve2"] }).SharedStorage("nas", "pve1", "pve2", "pve3");
            for (var id = 101; id <= 106; id++)
            {
                cluster.Guest(id, "pve1", 8, with: g => g with { HaState = ha ? "started" : null }).Disk("lvm", 10);
            }

            return cluster;
        }

        Assert.Equal(["pve2"], Targets(Cluster()));
        var mapped = Planned.Plan(Cluster(), BalancingGoal.Best, o => o.Capacity.StorageMap["lvm"] = "nas");
        Assert.Equal(goes, mapped.Migrations.Any(m => m.To == "pve3"));
        Assert.All(mapped.Migrations, m => Assert.Equal(goes, m.TargetStorage.Count > 0));
    }

    [Theory]
    [InlineData("images", true)]
    [InlineData("images rootdir", true)]
    [InlineData("iso backup", false)]
    [InlineData("", true)]
    public void A_storage_must_accept_what_lies_on_it(string content, bool moves)
    {
        var cluster = Nodes().Storage(new ClusterStorage { Id = "san", Shared = true, Content = content.Split(' ', StringSplitOptions.RemoveEmptyEntries) });
        for (var id = 101; id <= 106; id++)
        {
            cluster.Guest(id, "pve1", 8).Disk("san", 10);
        }

        Assert.Equal(moves, Targets(cluster).Length > 0);
    }

    [Fact]
    public void E06_one_guest_that_cannot_move_does_not_block_the_others()
    {
        var cluster = Nodes().Guests(101, 5, "pve1", 4).Guest(110, "pve1", with: g => g with { LocalResources = ["hostpci0"] })
            .Guest(111, "pve1", with: g => g with { Lock = "backup" });
        var plan = Planned.Plan(cluster, drain: "pve1");
        Assert.Equal([101, 102, 103, 104, 105], plan.Migrations.Select(m => m.Guest).Order());
        Assert.Equal([110, 111], plan.Unsatisfied.SelectMany(u => u.Guests).Order());
        Assert.Contains("hostpci0", plan.ReasonOf(110), StringComparison.Ordinal);
        Assert.Contains("backup", plan.ReasonOf(111), StringComparison.Ordinal);
    }
}
