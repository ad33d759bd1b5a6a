namespace ProxLB.SimulatedCluster.World;

/// <summary>How full storages are: what guests' volumes take, and a fixed share for everything else.</summary>
internal static class StorageUse
{
    public static long Used(ClusterWorld world, SimulatedStorage storage, string node)
    {
        var size = storage.SizeOn(node);
        var volumes = world.Guests.Values
            .Where(guest => storage.Shared || guest.Node == node)
            .SelectMany(guest => guest.Volumes)
            .Where(volume => volume.Storage == storage.Id && !volume.Cdrom)
            .Sum(volume => volume.Bytes);
        return Math.Min(size, volumes);
    }

    public static long Free(ClusterWorld world, SimulatedStorage storage, string node) =>
        storage.SizeOn(node) - Used(world, storage, node);
}
