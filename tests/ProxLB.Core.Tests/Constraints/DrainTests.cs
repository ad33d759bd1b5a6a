using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Emptying nodes, and bringing guests back.</summary>
public class DrainTests
{
    private static ClusterBuilder Four() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3", "pve4"]);

    [Fact]
    public void Several_nodes_are_emptied_at_once_and_the_load_is_spread()
    {
        var cluster = Four().Guests(101, 6, "pve1").Guests(201, 6, "pve2").Build();
        var plan = Planned.Plan(cluster, drain: ["pve1", "pve2"]);
        var counts = plan.Places(cluster).Values.CountBy(n => n).ToDictionary();
        Assert.Equal(6, counts["pve3"]);
        Assert.Equal(6, counts["pve4"]);
        Assert.Equal("drain", plan.Goal);
        Assert.All(plan.Migrations, m => Assert.Equal(MigrationCause.Drain, m.Cause));
    }

    [Fact]
    public void D02_D03_a_node_in_maintenance_by_configuration_or_facts_stays_excluded()
    {
        var cluster = Four().Guests(101, 4, "pve2").Build();
        var configured = Planned.Plan(cluster, BalancingGoal.Best, o => o.Nodes.Maintenance.Add("PVE1"));
        Assert.DoesNotContain(configured.Migrations, m => m.To == "pve1");
        var reported = cluster with { Nodes = [cluster.Nodes[0] with { Maintenance = true }, .. cluster.Nodes.Skip(1)] };
        Assert.DoesNotContain(Planned.Plan(reported, BalancingGoal.Best).Migrations, m => m.To == "pve1");
    }

    [Fact]
    public void D04_a_maintenance_node_that_is_off_crashes_nothing()
    {
        var cluster = new ClusterBuilder().Node(new ClusterNode { Name = "pve1", Online = false, Maintenance = true }).Nodes(["pve2", "pve3"])
            .Guest(101, "pve1", with: g => g with { Running = null, MemoryUsedBytes = null, CpuUsed = null }).Guests(201, 4, "pve2");
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.Equal(2, plan.Migrations.Count);
        Assert.DoesNotContain(101, plan.Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void D07_all_kinds_leave_and_the_rest_is_listed_with_its_reason()
    {
        var cluster = Four().LocalStorage("local", ("pve1", 100), ("pve2", 100), ("pve3", 100), ("pve4", 100))
            .HaGuest(101, "pve1").Container(102, "pve1").Guest(103, "pve1").Disk("local", 10)
            .Guest(104, "pve1", with: g => g with { LocalResources = ["usb0"] })
            .StoppedGuest(105, "pve1");
        var plan = Planned.Plan(cluster, drain: "pve1");
        Assert.Equal([101, 102, 103], plan.Migrations.Select(m => m.Guest).Order());
        Assert.Contains("usb0", plan.ReasonOf(104), StringComparison.Ordinal);
        Assert.Contains("stopped", plan.ReasonOf(105), StringComparison.Ordinal);
        var strict = Planned.Plan(cluster, configure: o => o.Rules.WithLocalDisks = false, drain: "pve1");
        Assert.Contains("local storage local", strict.ReasonOf(103), StringComparison.Ordinal);
        var all = Planned.Plan(cluster, configure: o => o.Rules.DrainStopped = true, drain: "pve1");
        Assert.Contains(105, all.Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void D08_a_pin_ranks_in_a_drain_if_so_configured_and_holds_otherwise()
    {
        var cluster = Four().Guest(101, "pve1").Pin("here", [101], "pve1");
        Assert.Empty(Planned.Plan(cluster, drain: "pve1").Migrations);
        var ranked = Planned.Plan(cluster, configure: o => o.Rules.DrainIgnoresPins = true, drain: "pve1");
        Assert.Single(ranked.Migrations);
        Assert.DoesNotContain(ranked.Unsatisfied, u => u.Required);

        var elsewhere = Four().Guest(101, "pve1").Pin("here or there", [101], "pve1", "pve4");
        Assert.Equal(["101:pve1>pve4"], Planned.Plan(elsewhere, configure: o => o.Rules.DrainIgnoresPins = true, drain: "pve1").Moves());

        // After the maintenance the pin brings it back.
        var back = cluster.Build().After(ranked);
        Assert.Equal("pve1", Planned.Plan(back, configure: o => o.Rules.DrainIgnoresPins = true).Migrations.Single().To);
    }

    [Fact]
    public void Guests_return_after_the_maintenance_and_say_why()
    {
        var cluster = Four().Guests(101, 3, "pve2").Build();
        var request = new PlanRequest { Goal = BalancingGoal.RulesOnly, Return = [new GuestReturn(101, "pve1"), new GuestReturn(102, "PVE1")] };
        var plan = new Balancer().Plan(cluster, request);
        Assert.Equal(["101:pve2>pve1", "102:pve2>pve1"], plan.Moves());
        Assert.All(plan.Migrations, m => Assert.Equal(MigrationCause.Return, m.Cause));
        Assert.Empty(new Balancer().Plan(cluster.After(plan), request).Migrations);
    }

    [Fact]
    public void A_return_that_is_not_possible_is_a_warning_or_stays_unsatisfied()
    {
        var cluster = Four().Guest(101, "pve2", 40).Guest(102, "pve2", tags: "plb_pin_pve2").Guest(201, "pve1", 40, tags: "plb_ignore").Build();
        var plan = new Balancer().Plan(cluster, new PlanRequest
        {
            Goal = BalancingGoal.RulesOnly,
            Return = [new GuestReturn(101, "pve1"), new GuestReturn(102, "pve1"), new GuestReturn(999, "pve1"), new GuestReturn(101, "gone")],
        });
        Assert.Empty(plan.Migrations);
        Assert.Equal([101], Assert.Single(plan.Unsatisfied).Guests);
        Assert.Equal(3, plan.Warnings.Count(w => w.Contains("does not return", StringComparison.Ordinal)));
    }
}
