using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon;

/// <summary>Gives back what planning and migrating needed: between two runs the daemon idles for hours beside guests that want the memory.</summary>
internal sealed class IdleMemory(ClusterOperator cluster, TimeProvider time)
{
    /// <summary>What scrapes and visitors of the page have gathered is given back so often.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(AfterWorkAsync(cancellationToken), NowAndThenAsync(cancellationToken));

    private async Task AfterWorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in cluster.WatchAsync(cancellationToken))
        {
            if (happened.Kind is OperatorEventKind.Planned or OperatorEventKind.RunEnded or OperatorEventKind.Failed)
            {
                GiveBack();
            }
        }
    }

    private async Task NowAndThenAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            GiveBack();
        }
    }

    private void GiveBack()
    {
        if (cluster.State.Run is null)
        {
            ProgramFiles.LetGo();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
