using ProxLB.Core.Cluster;

namespace ProxLB.Core.Planning;

/// <summary>Brings nodes into the order of their names and guests into that of their ids, so that the order of the facts changes no plan.</summary>
internal static class SnapshotOrder
{
    public static ClusterSnapshot Of(ClusterSnapshot cluster)
    {
        var nodes = IsAscending(cluster.Nodes, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var guests = IsAscending(cluster.Guests, (a, b) => a.Id.CompareTo(b.Id));
        return nodes && guests ? cluster : cluster with
        {
            Nodes = nodes ? cluster.Nodes : [.. cluster.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal)],
            Guests = guests ? cluster.Guests : [.. cluster.Guests.OrderBy(g => g.Id)],
        };
    }

    private static bool IsAscending<T>(IReadOnlyList<T> list, Comparison<T> compare)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (compare(list[i - 1], list[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
