using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Commands;

/// <summary>Shows a plan and carries it out, if that is wanted and allowed.</summary>
internal static class ApplyRun
{
    public static async Task<int> RunAsync(
        HostContext context, ClusterSession session, HostConfiguration configuration, ApplyOrder order, CancellationToken stop)
    {
        var text = order.Output == OutputFormat.Text;
        var reason = Announce(context, configuration, order);
        if (reason is null && configuration.Enabled && !order.DryRun)
        {
            session.Drain(order.Request.Drain, order.Undrains);
        }
        var followOnly = order.Plan.Migrations.Count == 0 && !order.DryRun && configuration.Enabled && session.HasMigrationsInFlight;
        if (reason is not null || (order.Plan.Migrations.Count == 0 && !followOnly))
        {
            if (!text)
            {
                PlanOutput.Write(context, order.Plan, order.Output);
            }
            return ExitCodes.For(order.Plan);
        }
        if (order.CloseCircuit)
        {
            await session.Executor.CloseCircuitAsync(stop);
        }
        var report = await new PlanRun(context, session).ExecuteAsync(order.Plan, order.Request, stop);
        if (text)
        {
            new ReportText(context).Write(report);
        }
        else
        {
            PlanOutput.Write(context, PlanOutcomes.Of(order.Plan, report), order.Output);
        }
        if (session.Executor.Circuit is not null)
        {
            new ErrorText(context).WriteNote("once the cause is found, --close-circuit lets migrations start before that time.");
        }
        return ExitCodeFor(report, order.Plan);
    }

    /// <summary>Shows the plan to a person, and asks where that is wanted.</summary>
    /// <returns>Why nothing is sent, which was said; null if it may be.</returns>
    public static string? Announce(HostContext context, HostConfiguration configuration, ApplyOrder order)
    {
        if (order.Output == OutputFormat.Text)
        {
            PlanOutput.Write(context, order.Plan, OutputFormat.Text);
        }
        var reason = order.Plan.Migrations.Count > 0 ? ReasonToSendNothing(context, configuration, order) : null;
        if (reason is not null)
        {
            new ErrorText(context).WriteNote(reason);
        }
        return reason;
    }

    /// <summary>What a plan that was carried out returns.</summary>
    public static int ExitCodeFor(ExecutionReport report, MigrationPlan plan) => report.Verdict switch
    {
        ExecutionVerdict.StoppedByUser => ExitCodes.Stopped,
        ExecutionVerdict.SomeFailed => ExitCodes.MigrationsFailed,
        ExecutionVerdict.Unreachable => ExitCodes.Unreachable,
        _ => ExitCodes.For(plan),
    };

    private static string? ReasonToSendNothing(HostContext context, HostConfiguration configuration, ApplyOrder order)
    {
        if (order.DryRun)
        {
            return "dry run: nothing was sent to the cluster.";
        }
        if (!configuration.Enabled)
        {
            return $"nothing was sent to the cluster, because balancing.enable is false in {configuration.File}.";
        }
        return order.Yes || Confirmed(context, order.Plan) ? null : "nothing was sent to the cluster.";
    }

    private static bool Confirmed(HostContext context, MigrationPlan plan)
    {
        if (!context.InputIsTerminal)
        {
            throw new UserErrorException(
                "Nobody can be asked whether to migrate: standard input is no terminal. Add --yes to migrate, or --dry-run to only look.");
        }
        context.Error.Write($"Start {Figures.Count(plan.Migrations.Count, "migration")}? [y/N] ");
        return context.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
