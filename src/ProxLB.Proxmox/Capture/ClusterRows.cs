using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>The rows of the cluster's resources and status, sorted out: what is a node, what is a guest, and what could not be made out.</summary>
internal sealed class ClusterRows
{
    public ClusterRows(IReadOnlyList<ClusterStatusEntry> status, IReadOnlyList<ClusterResource> resources)
    {
        var nodeRows = resources.Where(row => row.Type == "node" && GuestRow.IsName(row.Node))
            .GroupBy(row => row.Node!, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var entries = status.Where(entry => entry.Type == "node" && GuestRow.IsName(entry.Name))
            .GroupBy(entry => entry.Name!, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var guestRows = resources.Where(GuestRow.IsGuest).ToList();
        var guests = guestRows.Select(GuestRow.From).OfType<GuestRow>().ToList();
        Guests = [.. guests.DistinctBy(guest => guest.Id)];
        Nodes =
        [
            .. nodeRows.Keys.Union(entries.Keys, StringComparer.OrdinalIgnoreCase).Union(Guests.Select(guest => guest.Node), StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal)
                .Select(name => new NodeRow(name, IsOnline(entries.GetValueOrDefault(name), nodeRows.GetValueOrDefault(name)), nodeRows.GetValueOrDefault(name))),
        ];
        Unreadable = guestRows.Count - guests.Count + resources.Count(row => string.IsNullOrEmpty(row.Id) && !GuestRow.IsGuest(row));
        Repeated = guests.GroupBy(guest => guest.Id).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        var cluster = status.FirstOrDefault(entry => entry.Type == "cluster");
        Name = cluster?.Name;
        Quorate = cluster is null ? entries.Count > 0 : cluster.Quorate == true;
    }

    /// <summary>The cluster's name; null for a single node.</summary>
    public string? Name { get; }

    /// <summary>Whether it has quorum; a single node has.</summary>
    public bool Quorate { get; }

    public IReadOnlyList<NodeRow> Nodes { get; }

    public IReadOnlyList<GuestRow> Guests { get; }

    /// <summary>How many rows may be guests but do not say which, or where. A row of another kind has an id of its own.</summary>
    public int Unreadable { get; }

    /// <summary>VMIDs that more than one row has.</summary>
    public IReadOnlySet<int> Repeated { get; }

    private static bool IsOnline(ClusterStatusEntry? entry, ClusterResource? row) => entry?.Online ?? (row?.Status == "online");
}
