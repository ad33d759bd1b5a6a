namespace ProxLB.Core.Strategies;

/// <summary>Which limits of capacity are in force.</summary>
/// <param name="MemoryHeadroomPercent">Percent of usable memory that projected use keeps free.</param>
/// <param name="ConfiguredMemory">Whether configured memory is limited too.</param>
/// <param name="CpuOvercommit">Most virtual CPUs per usable core; null: no limit.</param>
/// <param name="StorageMap">Storages to use on the target, by storage on the source.</param>
internal sealed record CapacityLimits(
    double MemoryHeadroomPercent, bool ConfiguredMemory, double? CpuOvercommit, IReadOnlyDictionary<string, string> StorageMap);
