using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>A guest only goes to nodes that have the storages of its disks, or those they are mapped to.</summary>
internal sealed class StorageConstraint(RuleOptions rules, CapacityOptions capacity) : IPlacementConstraint
{
    public string Name => PlacementConstraints.Storage;

    public void Bind(PlacementContext context)
    {
        var storages = new Dictionary<string, ClusterStorage>(StringComparer.Ordinal);
        foreach (var storage in context.Cluster.Storages)
        {
            storages.TryAdd(storage.Id, storage);
        }

        if (storages.Count == 0)
        {
            return;
        }

        var targets = new DiskTargets(context.Cluster, capacity.StorageMap);
        var none = new NodeSet(context.NodeCount);
        var nodesOf = new Dictionary<string, NodeSet>(StringComparer.Ordinal);
        foreach (var storage in storages.Values.Where(s => s.Nodes is not null))
        {
            nodesOf.Add(storage.Id, Nodes(context, storage));
        }

        for (var g = 0; g < context.GuestCount; g++)
        {
            var guest = context.Cluster.Guests[g];
            for (var d = 0; d < guest.Disks.Count && context.MayMove(g); d++)
            {
                var disk = guest.Disks[d];
                var target = targets.Of(guest, disk);
                if (!rules.WithLocalDisks && storages.TryGetValue(disk.Storage, out var storage) && !storage.Shared)
                {
                    context.Hold(g, $"It has a disk on the local storage {disk.Storage}, and local disks are not migrated.");
                }
                else if (!Takes(storages, target, guest.Kind))
                {
                    context.RestrictMoves(g, none);
                }
                else if (nodesOf.TryGetValue(target, out var nodes))
                {
                    context.Restrict(g, nodes);
                }
            }
        }

        Explain(context, storages, nodesOf, targets);
    }

    private static void Explain(PlacementContext context, Dictionary<string, ClusterStorage> storages, Dictionary<string, NodeSet> nodesOf, DiskTargets targets)
    {
        var cluster = context.Cluster;
        var homes = context.Placement.ToArray();
        context.ExplainWith((g, n) =>
        {
            foreach (var disk in cluster.Guests[g].Disks)
            {
                var target = targets.Of(cluster.Guests[g], disk);
                if (nodesOf.TryGetValue(target, out var nodes) && !nodes.Contains(n))
                {
                    return $"{cluster.Nodes[n].Name} does not have the storage {target} of its disk.";
                }

                if (n != homes[g] && !Takes(storages, target, cluster.Guests[g].Kind))
                {
                    return $"The storage {target} of its disk does not accept {ContentOf(cluster.Guests[g].Kind)}, so that Proxmox refuses to migrate it.";
                }
            }

            return null;
        });
    }

    private static bool Takes(Dictionary<string, ClusterStorage> storages, string id, GuestKind kind) =>
        !storages.TryGetValue(id, out var storage) || storage.Content.Count == 0
        || storage.Content.Contains(ContentOf(kind), StringComparer.OrdinalIgnoreCase);

    private static string ContentOf(GuestKind kind) => kind == GuestKind.Vm ? "images" : "rootdir";

    private static NodeSet Nodes(PlacementContext context, ClusterStorage storage)
    {
        var nodes = new NodeSet(context.NodeCount);
        foreach (var name in storage.Nodes!)
        {
            if (context.IndexOfNode(name) is >= 0 and var node)
            {
                nodes.Add(node);
            }
        }

        return nodes;
    }
}
