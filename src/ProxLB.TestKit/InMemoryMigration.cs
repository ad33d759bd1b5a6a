using ProxLB.Core.Execution;

namespace ProxLB.TestKit;

/// <summary>A migration that an <see cref="InMemoryClusterProvider"/> was asked to start.</summary>
/// <param name="Ticket">Its ticket; the request is in it.</param>
/// <param name="EndsAt">When it ends, unless it is cancelled.</param>
/// <param name="Error">With what it fails; null: it succeeds.</param>
/// <param name="Destination">Where the guest is when it has ended.</param>
public sealed record InMemoryMigration(MigrationTicket Ticket, DateTimeOffset EndsAt, string? Error, string Destination)
{
    /// <summary>The VMID of the guest that was asked for.</summary>
    public int Guest => Ticket.Request.Guest;

    /// <summary>The guest and those that are carried along.</summary>
    public IEnumerable<int> Guests => [Guest, .. Ticket.Request.Carries];
}
