using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>What single guests demand. Only running guests have CPU and memory demand.</summary>
/// <remarks>An unknown use is never zero: the configured size stands in for it.</remarks>
internal static class GuestDemand
{
    public static bool Runs(Guest guest) => guest.Running == true && !guest.Template;

    public static long MemoryUsed(Guest guest) => Runs(guest) ? guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0 : 0;

    public static long MemoryConfigured(Guest guest) => Runs(guest) ? guest.MemoryBytes ?? guest.MemoryUsedBytes ?? 0 : 0;

    public static long CpuUsed(Guest guest) => Runs(guest) ? Millicores(guest.CpuUsed ?? guest.CpuCores ?? 0) : 0;

    public static long CpuConfigured(Guest guest) => Runs(guest) ? Millicores(guest.CpuCores ?? guest.CpuUsed ?? 0) : 0;

    public static long Millicores(double cores) => (long)Math.Round(cores * 1000);

    /// <summary>Bytes of the guest's disks that lie on storages which are not shared.</summary>
    public static long LocalDisk(Guest guest, SharedStorages storages)
    {
        long bytes = 0;
        for (var i = 0; i < guest.Disks.Count; i++)
        {
            var disk = guest.Disks[i];
            bytes += storages.IsLocal(disk.Storage) ? disk.Bytes : 0;
        }

        return bytes;
    }
}
