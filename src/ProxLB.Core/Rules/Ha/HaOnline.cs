using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>The nodes as the HA manager sees them.</summary>
internal static class HaOnline
{
    /// <summary>By node, whether the HA manager counts it as online; where it reports nothing, what the cluster says stands in.</summary>
    public static bool[] Nodes(ClusterSnapshot snapshot)
    {
        var online = new bool[snapshot.Nodes.Count];
        for (var node = 0; node < online.Length; node++)
        {
            var facts = snapshot.Nodes[node];
            online[node] = facts.HaStatus is { } status ? status == HaNodeStatus.Online : facts is { Online: true, Maintenance: false };
        }

        return online;
    }

    /// <summary>How many nodes the HA manager keeps a status of; all, if it reports none.</summary>
    public static int Members(ClusterSnapshot snapshot)
    {
        var reported = snapshot.Nodes.Count(node => node.HaStatus is not null and not HaNodeStatus.Gone);
        return reported > 0 ? reported : snapshot.Nodes.Count(node => node.HaStatus is null);
    }
}
