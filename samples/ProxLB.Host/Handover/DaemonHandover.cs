using ProxLB.Core.Planning;
using ProxLB.Host.Commands;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Handover;

/// <summary>Lets the daemon carry out what a command is asked for, and follows it: one process migrates guests, whoever wants it.</summary>
internal sealed class DaemonHandover(HostContext context, DaemonLink link) : IDisposable
{
    /// <summary>How often the daemon is asked after the run.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>A run that the daemon does not know of after so many looks has given way to another.</summary>
    private const int MostLooks = 10;

    private readonly HashSet<DaemonStep> _told = [];

    public async Task<int> RunAsync(DaemonCall call, HostConfiguration configuration, Func<MigrationPlan, ApplyOrder> orderOf, CancellationToken stop)
    {
        new ErrorText(context).WriteNote("the proxlb daemon has the state directory; it makes and carries out the plan.");
        var order = orderOf(await link.PlanAsync(call.Query, stop));
        var plan = order.Plan;
        var reason = ApplyRun.Announce(context, configuration, order);
        if (reason is not null || (plan.Migrations.Count == 0 && call.Action == "apply"))
        {
            WriteDocument(order, plan);
            return ExitCodes.For(plan);
        }
        await link.ChangeAsync(call, plan.Id, stop);
        if (plan.Migrations.Count == 0)
        {
            WriteDocument(order, plan);
            return ExitCodes.For(plan);
        }
        var run = await FollowAsync(plan.Id, stop);
        WriteDocument(order, run.OutcomesOf(plan));
        if (order.Output == OutputFormat.Text)
        {
            context.Output.WriteLine($"{Figures.Count(run.Moved, "guest")} of {run.Total} moved, {run.Failed} failed. {run.Message}");
        }
        return run switch
        {
            { End: "stopped" } => ExitCodes.Stopped,
            { End: "unreachable" } => ExitCodes.Unreachable,
            { End: "failed" or "circuitOpen" } or { Failed: > 0 } => ExitCodes.MigrationsFailed,
            _ => ExitCodes.For(plan),
        };
    }

    public void Dispose() => link.Dispose();

    /// <summary>Tells of each step as it goes on, until the run has ended. Ctrl+C once: nothing more starts; twice: what runs is cancelled.</summary>
    private async Task<DaemonRunState> FollowAsync(string plan, CancellationToken stop)
    {
        var (stopped, aborted) = (false, false);
        for (var looks = 0; ;)
        {
            var run = (await link.ReportAsync(CancellationToken.None)).Of(plan);
            if (run is not null)
            {
                looks = 0;
                Tell(run);
                if (run.End is not null)
                {
                    return run;
                }
            }
            else if (++looks == MostLooks)
            {
                throw new UserErrorException("the proxlb daemon is busy with another run; its page and its log tell what came of this one.");
            }
            if ((stop.IsCancellationRequested && !stopped) || (context.Abort.IsCancellationRequested && !aborted))
            {
                (stopped, aborted) = (true, context.Abort.IsCancellationRequested);
                context.Error.WriteLine(aborted ? "Cancelling what runs." : "Stopping: what runs is finished. Press Ctrl+C again to abort it.");
                await StopAsync(aborted);
            }
            await Task.Delay(Pace, context.Time, CancellationToken.None);
        }
    }

    private async Task StopAsync(bool abort)
    {
        try
        {
            await link.StopAsync(abort, CancellationToken.None);
        }
        catch (UserErrorException)
        {
            // It ended before it could be stopped; the next look says how.
        }
    }

    private void Tell(DaemonRunState run)
    {
        // One line for each state; how far a guest on its way is would be a line a second.
        foreach (var step in run.Steps.Where(step => step is { HasBegun: true, Message: not null } && _told.Add(step with { Message = null })))
        {
            context.Error.WriteLine($"[{run.Steps.Count(other => other.HasEnded)}/{run.Total}] {step.Message}");
        }
    }

    private void WriteDocument(ApplyOrder order, MigrationPlan plan)
    {
        if (order.Output != OutputFormat.Text)
        {
            PlanOutput.Write(context, plan, order.Output);
        }
    }
}
