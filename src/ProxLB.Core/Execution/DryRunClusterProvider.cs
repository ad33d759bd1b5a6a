using System.Collections.Concurrent;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution;

/// <summary>Asks a cluster, but sends it nothing: what would be started is written down and taken for done.</summary>
/// <param name="inner">The cluster that is asked.</param>
/// <param name="time">The clock; null: that of the system.</param>
public sealed class DryRunClusterProvider(IClusterProvider inner, TimeProvider? time = null) : IClusterProvider
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<int, string> _places = new();
    private readonly ConcurrentQueue<MigrationRequest> _requests = new();

    /// <summary>What would have been asked for, in order.</summary>
    public IReadOnlyCollection<MigrationRequest> Requests => _requests;

    /// <inheritdoc/>
    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken)
    {
        var snapshot = await inner.CaptureAsync(cancellationToken).ConfigureAwait(false);
        return _places.IsEmpty ? snapshot : snapshot with
        {
            Guests = [.. snapshot.Guests.Select(guest => _places.TryGetValue(guest.Id, out var node) ? guest with { Node = node } : guest)],
        };
    }

    /// <inheritdoc/>
    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // The cluster does not know of moves that were only written down.
        return _places.IsEmpty
            ? inner.CheckAsync(request, cancellationToken)
            : Task.FromResult(new MigrationCheck(MigrationCheckResult.Ready));
    }

    /// <inheritdoc/>
    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _requests.Enqueue(request);
        foreach (var guest in request.Carries.Prepend(request.Guest))
        {
            _places[guest] = request.To;
        }

        return Task.FromResult(new MigrationTicket { Request = request, Task = "dry-run", StartedAt = _time.GetUtcNow() });
    }

    /// <inheritdoc/>
    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Task.FromResult(new MigrationStatus { State = MigrationState.Ended, Node = ticket.Request.To, Progress = 1 });
    }

    /// <inheritdoc/>
    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        Task.FromResult<MigrationTicket?>(null);
}
