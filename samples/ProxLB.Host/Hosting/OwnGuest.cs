using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Host.Hosting;

/// <summary>The guest in which this program runs, if it runs in one: it is never migrated, whatever a plan says.</summary>
/// <param name="identifiers">What this machine sees of itself.</param>
/// <param name="find">Finds the guest by them; null if it is none of the cluster's.</param>
internal sealed class OwnGuest(IReadOnlyCollection<string> identifiers, Func<IReadOnlyCollection<string>, int?> find)
{
    private const string Why = "proxlb itself runs in it, and a program that is moved cannot watch over migrations";

    /// <summary>Its VMID as of the last look; null if there is none.</summary>
    public int? Id => identifiers.Count == 0 ? null : find(identifiers);

    /// <summary>Closes all other nodes to it, so that no plan takes it anywhere.</summary>
    public ClusterSnapshot Keep(ClusterSnapshot facts) => Id is not { } id ? facts : facts with
    {
        Guests = [.. facts.Guests.Select(guest => guest.Id == id ? Kept(guest, facts) : guest)],
    };

    /// <summary>Why a request is refused; null if it is none of the guest's.</summary>
    public string? Refusal(MigrationRequest request) =>
        Id is { } id && (request.Guest == id || request.Carries.Contains(id)) ? $"Guest {id} stays: {Why}." : null;

    private static Guest Kept(Guest guest, ClusterSnapshot facts) => guest with
    {
        ForbiddenNodes =
        [
            .. guest.ForbiddenNodes,
            .. facts.Nodes.Where(node => !string.Equals(node.Name, guest.Node, StringComparison.OrdinalIgnoreCase)).Select(node => new ForbiddenNode(node.Name, Why)),
        ],
    };
}
