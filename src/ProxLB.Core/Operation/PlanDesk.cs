using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>Makes plans, one after the other: planning takes a whole processor.</summary>
internal sealed class PlanDesk(StateStore store, PlanShelf shelf, FactsReader facts, JournalKnowledge knowledge, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<KeptPlan> PlanAsync(OperatorSetup setup, PlanRequest request, IReadOnlyList<string> undrains, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var read = await facts.ReadAsync(setup, undrains, cancellationToken).ConfigureAwait(false);
            var plan = await Task.Run(() => setup.Balancer.Plan(read, request, cancellationToken), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            OperatorLog.Planned(logger, plan.Id, plan.Goal, plan.Status, plan.Migrations.Count);
            var now = time.GetUtcNow();
            return Keep(new KeptPlan
            {
                Plan = plan,
                Request = request,
                Facts = read,
                MadeAt = now,
                Undrains = undrains,
                FiguresLagUntil = GuestDamping.SettledAt(knowledge, setup.Execution.Damping) is { } settled && settled > now ? settled : null,
            });
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            store.Change(OperatorEventKind.Failed, exception.Message, state => state with { LastError = exception.Message, LastErrorAt = time.GetUtcNow() });
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private KeptPlan Keep(KeptPlan kept)
    {
        shelf.Keep(kept);
        var usual = kept is { Undrains.Count: 0, Request: { Goal: null, Drain.Count: 0, Return.Count: 0, Keep.Count: 0, MaxMigrations: null } };
        store.Change(
            usual ? OperatorEventKind.Planned : OperatorEventKind.FactsRead,
            $"Plan {kept.Id}: {kept.Plan.Status}, {kept.Plan.Migrations.Count} migrations.",
            state => state with { Plan = usual ? kept : state.Plan, LastSuccessAt = kept.MadeAt, LastError = null, LastErrorAt = null });
        return kept;
    }
}
