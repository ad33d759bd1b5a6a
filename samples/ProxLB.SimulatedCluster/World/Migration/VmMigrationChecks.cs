using System.Globalization;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>What the worker of a virtual machine's migration checks before it transfers anything.</summary>
internal static class VmMigrationChecks
{
    private static readonly string[] Mirrored = ["dir", "btrfs", "zfspool", "lvmthin", "lvm"];

    public static string? Run(ClusterWorld world, MigrationJob job, bool live)
    {
        var guest = job.Guest;
        if (!world.Nodes[job.Target].Alive)
        {
            return "Can't connect to destination address using public key";
        }

        var devices = LocalResources.Of(world, guest, live);
        if (devices.Count > 0 && !job.Parameters.Force)
        {
            return $"can't migrate VM which uses local devices: {string.Join(", ", devices)}";
        }

        return guest.Volumes.Select(volume => Check(world, job, volume, live)).FirstOrDefault(reason => reason is not null);
    }

    private static string? Check(ClusterWorld world, MigrationJob job, GuestVolume volume, bool live)
    {
        if (volume.Name is "none" || world.IsShared(volume))
        {
            return null;
        }

        if (volume.Storage.Length == 0)
        {
            return volume.Cdrom ? "can't migrate local cdrom drive" : $"can't migrate local disk '{volume.Name}'";
        }

        if (volume.Cdrom)
        {
            return $"can't migrate '{volume.VolumeId}': local cdrom image";
        }

        if (live && !volume.Unused && !job.Parameters.WithLocalDisks)
        {
            return $"can't live migrate attached local disks without with-local-disks option ({volume.VolumeId})";
        }

        var target = new StorageMap(job.Parameters.TargetStorage)[volume.Storage];
        if (!world.Storages.TryGetValue(target, out var storage) || !storage.AvailableOn(job.Target))
        {
            return $"storage '{target}' is not available on node '{job.Target}'";
        }

        if (!storage.Content.Contains("images", StringComparer.Ordinal))
        {
            return $"content type 'images' is not available on storage '{target}'";
        }

        var source = world.Storages.GetValueOrDefault(volume.Storage)?.Type ?? storage.Type;
        if (!Mirrored.Contains(source, StringComparer.Ordinal))
        {
            return $"can't migrate '{volume.VolumeId}': storage type '{source}' not supported";
        }

        var replicated = world.ReplicationJobs.Any(replication => replication.Guest == job.Guest.Id);
        if (live && job.Guest.Snapshots.Count > 0 && !replicated)
        {
            return "online storage migration not possible if non-replicated snapshot exists";
        }

        var free = StorageUse.Free(world, storage, job.Target);
        return free < volume.Bytes
            ? string.Create(CultureInfo.InvariantCulture, $"not enough free space on storage '{target}' ({free} < {volume.Bytes})")
            : null;
    }
}
