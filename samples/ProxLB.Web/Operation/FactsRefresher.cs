using ProxLB.Core.Operation;
using ProxLB.Web.Hosting;

namespace ProxLB.Web.Operation;

/// <summary>Reads the cluster every few seconds while somebody is looking, and not otherwise.</summary>
internal sealed partial class FactsRefresher(ClusterOperator cluster, Watchers watchers, WebClock clock, ILogger<FactsRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _look = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        watchers.Entered = OnEntered;
        try
        {
            while (true)
            {
                if (watchers.Any)
                {
                    await ReadAsync(stoppingToken);
                }

                await WaitAsync(stoppingToken);
            }
        }
        finally
        {
            watchers.Entered = null;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await cluster.CaptureAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the next look is made all the same; the operator's state says what went wrong.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception.Message);
        }
    }

    /// <summary>Until the next look is due: at once when the first visitor comes.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(Interval, clock.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await _look.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is due.
        }
    }

    private void OnEntered()
    {
        if (cluster.State.Facts is null && _look.CurrentCount == 0)
        {
            try
            {
                _look.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another visitor came at the same moment.
            }
        }
    }

    public override void Dispose()
    {
        _look.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "The cluster could not be read for the page: {Reason}")]
    private partial void LogFailed(string reason);
}
