using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Commands;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Generation;
using Spectre.Console;

namespace ProxLB.Host.Demo;

/// <summary>Starts a simulated cluster, balances it over its real HTTPS interface, and shows that a second run has nothing to do.</summary>
internal sealed class DemoRun(HostContext context, bool verbose)
{
    /// <summary>Simulated seconds a second: migrations of minutes take seconds.</summary>
    private const double Speed = 12;

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly IAnsiConsole _console = TerminalConsole.Create(context.Output, context.OutputTerminal);

    public async Task<int> RunAsync(DemoOptions options, CancellationToken stop)
    {
        await using var cluster = await ClusterSimulator.StartAsync(Simulation(options), stop);
        WriteTitle("A cluster");
        HangingText.Write(
            _console,
            "",
            $"A simulated Proxmox VE {options.Version} cluster with {Figures.Count(options.Nodes, "node")} and " +
            $"{Figures.Count(options.Guests, "guest")} answers at {cluster.Address}. " +
            $"Everything below goes through its HTTPS API, as with a real one; only its time runs {Speed} times as fast.");
        _console.WriteLine();

        var configuration = DemoConfiguration.For(cluster);
        configuration.Execution.PollInterval = PollInterval;
        // The search is timed by the cluster's clock, which runs faster.
        configuration.Balancer.Goal.TimeBudget *= Speed;
        await using var session = ClusterSession.Open(context, configuration, verbose, cluster.Clock, quiet: true);
        var plan = session.Balancer.Plan(await session.CaptureAsync(stop), cancellationToken: stop);
        WriteTitle("The plan");
        new PlanText(_console).Write(plan);
        if (plan.Migrations.Count == 0)
        {
            return ExitCodes.For(plan);
        }

        _console.WriteLine();
        WriteTitle("The migrations");
        var report = await new PlanRun(context, session).ExecuteAsync(plan, new PlanRequest(), stop);
        _console.WriteLine();
        new ReportText(context).Write(report);
        if (report.Verdict != ExecutionVerdict.Done)
        {
            return ApplyRun.ExitCodeFor(report, plan);
        }

        _console.WriteLine();
        // A node's figures lag behind a migration, so nothing is concluded from them at once.
        cluster.Advance(Settling);
        WriteTitle($"The cluster {Figures.Duration(Settling)} later, read anew and planned again");
        var again = session.Balancer.Plan(await session.CaptureAsync(stop), cancellationToken: stop);
        new PlanText(_console).Write(again);
        return ExitCodes.For(again);
    }

    private static ClusterSimulatorOptions Simulation(DemoOptions options) => new()
    {
        Generator = new GeneratorOptions { Nodes = options.Nodes, Guests = options.Guests, Seed = options.Seed },
        Version = options.Version,
        Speed = Speed,
    };

    private void WriteTitle(string title)
    {
        _console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = new Style(Color.Grey) });
        _console.WriteLine();
    }
}
