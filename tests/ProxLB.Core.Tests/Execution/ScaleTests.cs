using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using Xunit.Abstractions;

namespace ProxLB.Core.Tests.Execution;

/// <summary>Memory of the whole process is measured, so that no other test may run beside these.</summary>
[Collection(AloneCollection.Name)]
public sealed class ScaleTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_migrations_on_five_hundred_nodes_cost_no_more_each_than_two_thousand()
    {
        Run(migrations: 500, nodes: 100);
        var few = Run(migrations: 2_000, nodes: 500);
        var many = Run(migrations: 10_000, nodes: 500);

        Assert.True(many < 1.5 * few, $"{few:0} bytes a migration became {many:0}.");
    }

    [Fact]
    public void A_node_that_all_guests_leave_is_no_harder_than_many()
    {
        Run(migrations: 500, nodes: 100);
        var spread = Run(migrations: 5_000, nodes: 500);
        var single = Run(migrations: 5_000, nodes: 500, sources: 1);

        Assert.True(single < 3 * spread, $"{spread:0} bytes a migration became {single:0}.");
    }

    [Fact]
    public void What_is_kept_of_a_migration_that_has_ended_is_its_row_in_the_report_and_the_guests_history()
    {
        var (simulation, _, plan) = Prepare(migrations: 10_000, nodes: 500);
        var live = new Dictionary<int, long>();
        simulation.OnEvent = happened =>
        {
            simulation.Events.Clear();
            if (happened.Kind == ExecutionEventKind.StepEnded && happened.Ended is 2_000 or 9_000)
            {
                live[happened.Ended] = GC.GetTotalMemory(forceFullCollection: true);
            }
        };

        simulation.Run(plan);

        var kept = (live[9_000] - live[2_000]) / 7_000.0;
        output.WriteLine($"{kept:0} bytes a migration are kept.");
        Assert.True(kept < 1536, $"{kept:0} bytes a migration are kept.");
    }

    /// <returns>Allocated bytes a migration.</returns>
    private double Run(int migrations, int nodes, int? sources = null)
    {
        var (simulation, provider, plan) = Prepare(migrations, nodes, sources);
        var (allocated, processor) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);

        var report = simulation.Run(plan);

        var each = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)migrations;
        processor = Environment.CpuUsage.TotalTime - processor;
        output.WriteLine($"{migrations} migrations, {sources ?? nodes} sources: {processor.TotalMilliseconds / migrations:0.000} ms of processor time and {each:0} bytes each, {report.EndedAt - report.StartedAt} simulated");
        Assert.Equal(migrations, report.Moved);
        Assert.True(provider.MostAtOnce <= 64);
        return each;
    }

    private static (ExecutionSimulation Simulation, QuickProvider Provider, MigrationPlan Plan) Prepare(int migrations, int nodes, int? sources = null)
    {
        var builder = new ClusterBuilder();
        for (var node = 0; node < nodes; node++)
        {
            builder = builder.Node($"n{node}");
        }

        var steps = new PlannedMigration[migrations];
        for (var step = 1; step <= migrations; step++)
        {
            var from = step % (sources ?? nodes);
            var after = step > 1000 ? new[] { step - 1000 } : [];
            builder = builder.Guest(step, $"n{from}");
            steps[step - 1] = Plans.Step(step, step, $"n{from}", $"n{(from + 1 + (step % 97)) % nodes}", after: after);
        }

        var simulation = new ExecutionSimulation(builder.Build()) { Options = { MaxParallel = 64, MaxIn = 2, MaxOut = 2 } };
        // The facts are read once a minute, however many migrations there are: that is a matter of time, not of steps.
        simulation.Options.RefreshInterval = TimeSpan.FromDays(1);
        var provider = new QuickProvider(simulation.Cluster.Current, simulation.Clock);
        simulation.Provider = provider;
        return (simulation, provider, Plans.Of(steps));
    }
}
