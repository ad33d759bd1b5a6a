using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon;

/// <summary>Gives back what planning and migrating needed: between two runs the daemon idles for hours beside guests that want the memory.</summary>
internal sealed class IdleMemory(ClusterOperator cluster)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in cluster.WatchAsync(cancellationToken))
        {
            if (happened.Kind is OperatorEventKind.Planned or OperatorEventKind.RunEnded && happened.State.Run is null)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}
