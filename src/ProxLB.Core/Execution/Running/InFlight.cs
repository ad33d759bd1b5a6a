using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution.Running;

/// <summary>A migration in flight, whoever started it.</summary>
/// <param name="Guest">The guest's VMID.</param>
/// <param name="From">The node it leaves.</param>
/// <param name="To">The node it goes to; null if that is not known.</param>
internal sealed record InFlight(int Guest, string From, string? To)
{
    /// <summary>What the facts show in flight, except for our own guests.</summary>
    public static IReadOnlyList<InFlight> Of(ClusterSnapshot snapshot, IReadOnlySet<int> own) =>
        [.. snapshot.Guests.Where(guest => IsMoving(guest) && !own.Contains(guest.Id)).Select(Of)];

    public static bool IsMoving(Guest guest) =>
        guest.MigratingTo is not null || guest.Lock == "migrate" || guest.HaPending?.Node is not null || guest.HaStatus is "migrate" or "relocate";

    private static InFlight Of(Guest guest) => new(guest.Id, guest.Node, guest.MigratingTo ?? guest.HaPending?.Node);
}
