using System.Globalization;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>The bandwidth that a migration may use, from the request, the storages and the datacenter.</summary>
internal static class BandwidthLimit
{
    /// <summary>Bytes per second; null: no limit.</summary>
    public static long? Of(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters)
    {
        long? result = world.Settings.MigrationBytesPerSecond;
        Lower(ref result, parameters.BandwidthLimit * 1024);
        Lower(ref result, Datacenter(world) * 1024);
        foreach (var volume in guest.Volumes.Where(volume => !world.IsShared(volume)))
        {
            Lower(ref result, world.Storages.GetValueOrDefault(volume.Storage)?.MigrationLimit * 1024);
        }

        if (guest.Config.TryGetValue("migrate_speed", out var speed) && long.TryParse(speed, CultureInfo.InvariantCulture, out var megabytes))
        {
            Lower(ref result, megabytes * 1_000_000);
        }

        return result;
    }

    private static double? Datacenter(ClusterWorld world)
    {
        var entry = world.Options["bwlimit"]?.ToString().Split(',').FirstOrDefault(part => part.StartsWith("migration=", StringComparison.Ordinal));
        return entry is not null && double.TryParse(entry.AsSpan("migration=".Length), CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    private static void Lower(ref long? limit, double? other)
    {
        if (other > 0 && (limit is null || other < limit))
        {
            limit = (long)other;
        }
    }
}
