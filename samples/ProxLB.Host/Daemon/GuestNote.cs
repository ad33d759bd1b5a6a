using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon;

/// <summary>Says once in which guest the program runs, as soon as that is known.</summary>
internal sealed class GuestNote(ClusterOperator cluster, Func<int?> ownGuest, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in cluster.WatchAsync(cancellationToken))
        {
            if (happened.State.Facts is not null)
            {
                if (ownGuest() is { } guest)
                {
                    DaemonLog.RunsInGuest(logger, guest);
                }
                return;
            }
        }
    }
}
