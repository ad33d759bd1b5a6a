using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

/// <summary>What was to be replaced by a new plan, and where none can be had.</summary>
public sealed class ReplanTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 5, "a").Build()) { Options = { MaxParallel = 1 } };
    private readonly ScriptedProvider _provider;

    public ReplanTests()
    {
        _provider = new ScriptedProvider(_simulation.Cluster);
        _simulation.Provider = _provider;
        // The second guest is elsewhere when its turn comes.
        _simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepStarted && _simulation.Cluster.Started.Count == 1)
            {
                _simulation.Cluster.Move(2, "c");
            }
        };
    }

    private static MigrationPlan ThreeSteps => Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "c"));

    [Fact]
    public void Where_the_balancer_fails_the_replaced_steps_are_reported_as_not_done()
    {
        _simulation.Balancer = new ScriptedBalancer((_, _) => throw new InvalidOperationException("Broken."));

        var report = _simulation.Run(ThreeSteps);

        Assert.Equal([(1, MigrationStates.Moved), (2, MigrationStates.Dropped), (3, MigrationStates.Dropped)], Outcomes(report));
        Assert.Equal((ExecutionEnd.Refused, ExecutionVerdict.SomeFailed), (report.End, report.Verdict));
        Assert.Equal("No new plan can be made: Broken.", report.Reason);
    }

    [Fact]
    public void Where_the_facts_cannot_be_read_the_replaced_steps_are_reported_as_not_done()
    {
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;
        _provider.OnCapture = facts => _simulation.Cluster.Started.Count > 0 ? throw new HttpRequestException("no route") : facts;

        var report = _simulation.Run(ThreeSteps);

        Assert.Equal([(1, MigrationStates.Moved), (2, MigrationStates.Dropped), (3, MigrationStates.Dropped)], Outcomes(report));
        Assert.Equal((ExecutionEnd.Unreachable, ExecutionVerdict.Unreachable), (report.End, report.Verdict));
        Assert.Empty(balancer.Asked);
    }

    [Fact]
    public void Stopped_while_the_facts_cannot_be_read_it_ends_and_reports_the_replaced_steps()
    {
        _simulation.Balancer = new ScriptedBalancer();
        _provider.OnCapture = facts => _simulation.Cluster.Started.Count > 0 ? throw new HttpRequestException("no route") : facts;

        var run = _simulation.Begin(ThreeSteps);
        _simulation.Pump(() => _simulation.Events.Exists(happened => happened is { Kind: ExecutionEventKind.StepEnded, Migration.Guest: 2 }));
        _simulation.Pump(TimeSpan.FromSeconds(30));
        _simulation.Control.Stop();
        var stopped = _simulation.Clock.GetUtcNow();
        var report = _simulation.Finish(run);

        Assert.Equal([(1, MigrationStates.Moved), (2, MigrationStates.Dropped), (3, MigrationStates.Dropped)], Outcomes(report));
        Assert.True(report.EndedAt - stopped < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void What_is_in_flight_counts_in_the_most_that_a_new_plan_may_move()
    {
        _simulation.Options.MaxParallel = 2;
        _simulation.Options.MaxOut = 2;
        _simulation.PlanRequest = new PlanRequest { MaxMigrations = 3 };
        _simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 1 ? 600 : 10);
        _simulation.OnEvent = _ => { };
        _simulation.Cluster.Move(2, "c");
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        _simulation.Run(ThreeSteps);

        Assert.Equal([2], balancer.Asked.Select(asked => asked.Request.MaxMigrations));
    }

    [Fact]
    public void Where_no_more_guests_may_move_the_replaced_steps_are_reported_as_not_done()
    {
        _simulation.PlanRequest = new PlanRequest { MaxMigrations = 1 };
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        var report = _simulation.Run(ThreeSteps);

        Assert.Equal([(1, MigrationStates.Moved), (2, MigrationStates.Dropped), (3, MigrationStates.Dropped)], Outcomes(report));
        Assert.Contains("as many guests as the plan may move (1)", report.Steps[^1].Migration.Outcome!.Error, StringComparison.Ordinal);
        Assert.Empty(balancer.Asked);
    }

    private static IEnumerable<(int Guest, string State)> Outcomes(ExecutionReport report) =>
        report.Steps.Select(step => (step.Migration.Guest, step.State)).OrderBy(step => step.Guest);
}
