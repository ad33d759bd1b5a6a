using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution.Running;

/// <summary>Gives each question a time limit; no answer in time is no answer at all.</summary>
internal sealed class BoundedClusterProvider(IClusterProvider inner, TimeSpan limit, TimeProvider time) : IClusterProvider
{
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) =>
        // Reading a large cluster is many questions.
        AskAsync(inner.CaptureAsync, "the facts", limit * 10, cancellationToken);

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        AskAsync(token => inner.CheckAsync(request, token), "a check", limit, cancellationToken);

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        AskAsync(token => inner.StartMigrationAsync(request, token), "a start", limit, cancellationToken);

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        AskAsync(token => inner.GetMigrationAsync(ticket, token), "a status", limit, cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        AskAsync(token => inner.FindMigrationAsync(request, notBefore, token), "a search", limit, cancellationToken);

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        AskAsync(
            async token =>
            {
                await inner.CancelMigrationAsync(ticket, token).ConfigureAwait(true);
                return true;
            },
            "a cancellation",
            limit,
            cancellationToken);

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, string what, TimeSpan within, CancellationToken cancellationToken)
    {
        using var alarm = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
        try
        {
            return await ask(either.Token).ConfigureAwait(true);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterUnreachableException($"The cluster did not answer {what} within {within.TotalSeconds:0} seconds.", exception);
        }
    }
}
