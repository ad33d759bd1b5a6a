using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class DryRunTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(1, "a").HaGuest(2, "a").Guest(3, "b").Build())
    {
        Options = { DryRun = true },
    };

    private readonly ScriptedProvider _provider;

    public DryRunTests()
    {
        _provider = new ScriptedProvider(_simulation.Cluster);
        _simulation.Provider = _provider;
    }

    [Fact]
    public void E10_a_dry_run_goes_the_whole_way_and_sends_nothing()
    {
        var detour = Step(1, 1, "a", "c", unit: 1) with { Detour = true };
        var report = _simulation.Run(Of(detour, Step(2, 3, "b", "a", unit: 1, after: 1), Step(3, 1, "c", "b", unit: 1, after: 2), Step(4, 2, "a", "b", ha: true)));

        Assert.All(report.Steps, step => Assert.Equal(MigrationStates.WouldMove, step.State));
        Assert.Equal(4, report.Steps.Count);
        Assert.Equal(0, report.Moved);
        Assert.Equal(ExecutionVerdict.Done, report.Verdict);
        Assert.Equal(0, _provider.Starts);
        Assert.Empty(_provider.Cancelled);
        Assert.Equal(0, _simulation.Journal.Knowledge.LastMigration);
        Assert.Equal(report.StartedAt, report.EndedAt);
    }

    [Fact]
    public void E10_a_dry_run_tells_what_would_be_refused()
    {
        _provider.OnCheck = (request, check) => request.Guest == 2 ? new MigrationCheck(MigrationCheckResult.Refused, "The HA manager forbids it.") : check;

        var report = _simulation.Run(Of(Step(1, 2, "a", "b", ha: true), Step(2, 1, "a", "b")));

        Assert.Equal([MigrationStates.Refused, MigrationStates.WouldMove], report.Steps.Select(step => step.State));
        Assert.Equal(0, _provider.Starts);
    }

    [Fact]
    public async Task E10_a_dry_run_leaves_alone_what_a_real_run_has_in_flight()
    {
        await _simulation.Journal.AppendAsync(Journaling.Entries.Intent(1, 1), CancellationToken.None);

        var report = _simulation.Run(Of(Step(1, 3, "b", "a")));

        Assert.Single(report.Steps);
        Assert.Single(_simulation.Journal.Knowledge.Open());
    }

    [Fact]
    public async Task The_decorator_remembers_where_guests_would_be()
    {
        var dry = new DryRunClusterProvider(_provider, _simulation.Clock);
        var request = new MigrationRequest { Guest = 1, Kind = Core.Cluster.GuestKind.Vm, From = "a", To = "b", Carries = [2], Mode = MigrationMode.Live };

        var ticket = await dry.StartMigrationAsync(request, CancellationToken.None);

        var seen = await dry.CaptureAsync(CancellationToken.None);
        Assert.Equal(["b", "b", "b"], seen.Guests.Select(guest => guest.Node));
        Assert.Equal("b", (await dry.GetMigrationAsync(ticket, CancellationToken.None)).Node);
        Assert.Equal([request], dry.Requests);
        Assert.Null(await dry.FindMigrationAsync(request, default, CancellationToken.None));
        Assert.Equal(0, _provider.Starts);
    }
}
