using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Tells local storages from shared ones. A storage that is not listed binds nothing and counts as shared.</summary>
internal sealed class SharedStorages
{
    private readonly HashSet<string> _local = new(StringComparer.Ordinal);

    public SharedStorages(ClusterSnapshot cluster)
    {
        foreach (var storage in cluster.Storages)
        {
            if (!storage.Shared)
            {
                _local.Add(storage.Id);
            }
        }
    }

    public bool IsLocal(string storage) => _local.Count > 0 && _local.Contains(storage);
}
