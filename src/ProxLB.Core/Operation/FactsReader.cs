using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Operation;

/// <summary>Reads the cluster and lays over the facts what is known beside them.</summary>
internal sealed class FactsReader(StateStore store, JournalKnowledge knowledge, TimeProvider time)
{
    /// <param name="setup">What is worked with.</param>
    /// <param name="used">Drained nodes that count as used again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ClusterSnapshot> ReadAsync(OperatorSetup setup, IEnumerable<string> used, CancellationToken cancellationToken)
    {
        var read = await CaptureAsync(setup, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var facts = GuestDamping.Apply(Amend(setup, read, DrainedNodes.Without(store.State.Drained, used)), knowledge, setup.Execution.Damping, now);
        store.Change(OperatorEventKind.FactsRead, "The facts were read.", state => state with { Facts = facts, FactsAt = now, UnreadableBecause = null });
        return facts;
    }

    /// <summary>The cluster as an executor is to see it: new plans on the way are made with the same additions.</summary>
    public IClusterProvider Amending(OperatorSetup setup) => new AmendedProvider(setup.Provider, facts => Amend(setup, facts, store.State.Drained));

    private async Task<ClusterSnapshot> CaptureAsync(OperatorSetup setup, CancellationToken cancellationToken)
    {
        try
        {
            return await setup.Provider.CaptureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterUnreachableException unreachable)
        {
            store.Change(OperatorEventKind.Failed, unreachable.Message, state => state with { UnreadableBecause = unreachable.Message });
            throw;
        }
    }

    private ClusterSnapshot Amend(OperatorSetup setup, ClusterSnapshot facts, IReadOnlyCollection<string> drained) =>
        DrainedNodes.Mark(setup.Amend?.Invoke(facts, time.GetUtcNow()) ?? facts, drained);
}
