using ProxLB.Core.Execution;
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

    /// <summary>A daemon that says nothing for so long is given up: one that is restarted is back sooner, and so is a cluster that elects its leader anew, without which the daemon cannot tell who asks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HashSet<DaemonStep> _told = [];
    private long _heard;
    private Halt _announced;
    private Halt _handedOver;

    private enum Halt
    {
        None,
        StartNothing,
        CancelAll,
    }

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
        _heard = context.Time.GetTimestamp();
        for (var looks = 0; ;)
        {
            var report = await LookAsync();
            if (report?.Of(plan) is { } run)
            {
                looks = 0;
                Tell(run);
                if (run.End is not null)
                {
                    return run;
                }
            }
            else if (report is not null && ++looks == MostLooks)
            {
                throw new UserErrorException("the proxlb daemon is busy with another run; its page and its log tell what came of this one.");
            }
            await HaltIfAskedAsync(stop);
            await Task.Delay(Pace, context.Time, CancellationToken.None);
        }
    }

    /// <summary>What the daemon is doing; null: it cannot say at the moment.</summary>
    private async Task<DaemonReport?> LookAsync()
    {
        try
        {
            var report = await link.ReportAsync(CancellationToken.None);
            _heard = context.Time.GetTimestamp();
            return report;
        }
        catch (DaemonUnreachableException) when (context.Time.GetElapsedTime(_heard) < Patience)
        {
            return null;
        }
        catch (Exception exception) when (exception is ClusterUnreachableException or UserErrorException)
        {
            throw new ClusterUnreachableException(
                $"{exception.Message} Unless the daemon was stopped, the run goes on in it: its page at {link.Address} and its log (journalctl -u proxlb) tell what comes of it.", exception);
        }
    }

    private async Task HaltIfAskedAsync(CancellationToken stop)
    {
        var asked = context.Abort.IsCancellationRequested ? Halt.CancelAll : stop.IsCancellationRequested ? Halt.StartNothing : Halt.None;
        if (asked > _announced)
        {
            _announced = asked;
            context.Error.WriteLine(asked == Halt.CancelAll ? "Cancelling what runs." : "Stopping: what runs is finished. Press Ctrl+C again to abort it.");
        }
        if (asked <= _handedOver)
        {
            return;
        }
        try
        {
            await link.StopAsync(asked == Halt.CancelAll, CancellationToken.None);
            _handedOver = asked;
        }
        catch (UserErrorException)
        {
            // It ended before it could be stopped; the next look says how.
            _handedOver = asked;
        }
        catch (ClusterUnreachableException)
        {
            // Tried again after the next look, which also says when it is time to give up.
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
