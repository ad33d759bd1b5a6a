using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

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

        var nodesOf = storages.Values.Where(s => s.Nodes is not null).ToDictionary(s => s.Id, s => Nodes(context, s), StringComparer.Ordinal);
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (!context.MayMove(g))
            {
                continue;
            }

            foreach (var disk in context.Cluster.Guests[g].Disks)
            {
                var target = capacity.StorageMap.GetValueOrDefault(disk.Storage, disk.Storage);
                if (!rules.WithLocalDisks && storages.TryGetValue(disk.Storage, out var storage) && !storage.Shared)
                {
                    context.Hold(g, $"It has a disk on the local storage {disk.Storage}, and local disks are not migrated.");
                }
                else if (nodesOf.TryGetValue(target, out var nodes))
                {
                    context.Restrict(g, nodes);
                }
            }
        }

        Explain(context, nodesOf);
    }

    private void Explain(PlacementContext context, Dictionary<string, NodeSet> nodesOf)
    {
        var cluster = context.Cluster;
        context.ExplainWith((g, n) =>
        {
            foreach (var disk in cluster.Guests[g].Disks)
            {
                var target = capacity.StorageMap.GetValueOrDefault(disk.Storage, disk.Storage);
                if (nodesOf.TryGetValue(target, out var nodes) && !nodes.Contains(n))
                {
                    return $"{cluster.Nodes[n].Name} does not have the storage {target} of its disk.";
                }
            }

            return null;
        });
    }

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
