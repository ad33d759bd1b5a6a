using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

public class MetricsBehaviourTests
{
    [Fact]
    public void M01_cores_in_use_are_divided_by_cores_once()
    {
        var planned = Planned.For(
            new ClusterBuilder().Node("n1", cores: 8, with: n => n with { CpuUsed = 4 }).Node("n2", cores: 8).Guest(101, "n1", cores: 8, cpuUsed: 1),
            Planned.Options(methods: "cpu"));

        Assert.Equal(0.5, planned.Plan.Before.Nodes[0].Utilisation["cpu"], 6);
    }

    [Fact]
    public void M02_used_is_shown_as_used()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 16).Guest(201, "n2", 16));

        Assert.All(planned.Plan.Before.Nodes, n => Assert.Equal(0.25, n.Utilisation["memory"], 6));
    }

    [Fact]
    public void M03_node_without_cores_or_memory_is_passed_over()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).Guests(101, 4, "n1", 8)
            .Node(new ClusterNode { Name = "n3", MemoryBytes = 64 * ClusterBuilder.GiB }).Node(new ClusterNode { Name = "n4", CpuCores = 8 }));

        Assert.NotEmpty(planned.Plan.Migrations);
        Assert.DoesNotContain(planned.Plan.Migrations, m => m.To is "n3" or "n4");
    }

    [Fact]
    public void M04_unknown_use_of_a_running_guest_is_its_configured_size_and_not_zero()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", cores: 8, with: g => g with { CpuUsed = null }).Guest(102, "n1", cores: 8, cpuUsed: 2),
            Planned.Options(methods: "cpu"));

        Assert.Equal(10.0 / 16, planned.Plan.Before.Nodes[0].Utilisation["cpu"], 6);
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("101", StringComparison.Ordinal) && w.Contains("unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void M09_missing_pressure_is_a_warning_and_never_a_zero()
    {
        static ClusterNode Pressed(ClusterNode node, double some) => node with { Pressure = new PressureFigures { MemorySome = some } };
        var planned = Planned.For(
            new ClusterBuilder().Node("n1", with: n => Pressed(n, 40)).Node("n2", with: n => Pressed(n, 2)).Node("old")
                .Guests(101, 4, "n1", with: g => g with { Pressure = new PressureFigures { MemorySome = 10 } }).Guest(201, "n2").Guest(301, "old"),
            Planned.Options(with: o => o.Measure.Mode = MeasureMode.Psi));

        Assert.Contains(planned.Plan.Warnings, w => w.Contains("old", StringComparison.Ordinal) && w.Contains("PVE 9", StringComparison.Ordinal));
        Assert.False(planned.Plan.Before.Nodes.Single(n => n.Name == "old").Utilisation.ContainsKey("memory"));
        Assert.Equal(38, planned.Plan.Before.Spread["memory"], 3);
        Assert.NotEmpty(planned.Plan.Migrations);
    }
}
