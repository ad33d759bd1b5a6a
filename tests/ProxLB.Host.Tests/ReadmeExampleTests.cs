using System.Text;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Tests.Commands;

namespace ProxLB.Host.Tests;

/// <summary>The library example of README.md: the same statements, compiled here, and compared with what stands there.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_plans_a_snapshot()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(PlanCommandTests.Snapshot(SiteClusters.OneHotNode())));

        var plan = new Balancer().Plan(SnapshotReader.Read(file));

        Assert.NotEmpty(plan.Migrations);
        Assert.Contains(
            "    var plan = new Balancer().Plan(SnapshotReader.Read(file));", File.ReadAllText(RepositoryPaths.Combine("README.md")), StringComparison.Ordinal);
    }
}
