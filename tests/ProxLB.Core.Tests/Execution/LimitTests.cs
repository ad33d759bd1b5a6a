using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class LimitTests
{
    [Fact]
    public void E01_never_more_in_flight_than_allowed_with_ha_guests_among_them()
    {
        var builder = new ClusterBuilder().Nodes(["a", "b", "c", "d"]);
        for (var id = 1; id <= 10; id++)
        {
            builder = id % 2 == 0 ? builder.HaGuest(id, "a") : builder.Guest(id, "a");
        }

        var simulation = new ExecutionSimulation(builder.Build()) { Options = { MaxParallel = 2, MaxOut = 5, MaxIn = 5 } };
        var steps = Enumerable.Range(1, 10).Select(id => Step(id, id, "a", "bcd"[id % 3].ToString(), ha: id % 2 == 0)).ToArray();

        var report = simulation.Run(Of(steps));

        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.Equal(10, report.Moved);
        Assert.Equal(2, simulation.Cluster.MostAtOnce);
    }
}
