namespace ProxLB.Core.Execution.Running;

/// <summary>Reads the facts at the start and from time to time, for what others have in flight.</summary>
internal sealed class FactsRefresher(RunContext context, StepQueue queue, BusyGuests busy)
{
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var own = context.Journal.Knowledge.Open().SelectMany(open => open.Request.Carries.Prepend(open.Request.Guest)).ToHashSet();
        own.UnionWith(busy.Guests.Keys);
        var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
        own.UnionWith(busy.Guests.Keys);
        context.Facts.Set(snapshot, context.Now);
        queue.SetForeign(InFlight.Of(snapshot, own));
    }

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task KeepReadingAsync(Func<bool> isNeeded, Action changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(context.Options.RefreshInterval, context.Time, cancellationToken).ConfigureAwait(true);
            try
            {
                if (isNeeded())
                {
                    await ReadAsync(cancellationToken).ConfigureAwait(true);
                }
            }
            catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
            {
                ExecutionLog.NotRefreshed(context.Logger, context.Facts.ReadAt, exception);
            }

            changed();
        }
    }
}
