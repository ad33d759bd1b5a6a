namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>What a migration was asked for with.</summary>
/// <param name="Target">The target node.</param>
public sealed record MigrationParameters(string Target)
{
    /// <summary>Whether a running VM moves live.</summary>
    public bool Online { get; init; }

    /// <summary>Whether a running container is shut down and started again.</summary>
    public bool Restart { get; init; }

    /// <summary>Whether local disks are copied.</summary>
    public bool WithLocalDisks { get; init; }

    /// <summary>Where disks go, as the API takes it; null: storages of the same name.</summary>
    public string? TargetStorage { get; init; }

    /// <summary>Limit in KiB/s; null: as configured; 0: none.</summary>
    public double? BandwidthLimit { get; init; }

    /// <summary>Whether local devices are ignored.</summary>
    public bool Force { get; init; }

    /// <summary>Seconds to wait for a container's shutdown.</summary>
    public int ShutdownTimeout { get; init; } = 180;
}
