namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>What the worker of a container's migration checks before it shuts the container down.</summary>
internal static class ContainerMigrationChecks
{
    public static string? Run(ClusterWorld world, MigrationJob job)
    {
        if (!world.Nodes[job.Target].Alive)
        {
            return "Can't connect to destination address using public key";
        }

        var map = new StorageMap(job.Parameters.TargetStorage);
        foreach (var volume in job.Guest.Volumes)
        {
            if (volume.Storage.Length == 0)
            {
                if (!volume.MarkedShared)
                {
                    return $"cannot migrate local bind mount point '{volume.Key}'";
                }

                continue;
            }

            var id = world.IsShared(volume) ? volume.Storage : map[volume.Storage];
            if (!world.Storages.TryGetValue(id, out var storage) || !storage.AvailableOn(job.Target))
            {
                return $"storage '{id}' is not available on node '{job.Target}'";
            }

            if (!world.IsShared(volume) && StorageUse.Free(world, storage, job.Target) < volume.Bytes)
            {
                return $"storage migration for '{volume.VolumeId}' to storage '{id}' failed - not enough free space";
            }
        }

        return null;
    }
}
