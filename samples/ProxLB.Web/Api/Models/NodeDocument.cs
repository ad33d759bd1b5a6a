namespace ProxLB.Web.Api.Models;

/// <summary>A node, as the cluster measures it.</summary>
internal sealed record NodeDocument
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is online.</summary>
    public bool Online { get; init; }

    /// <summary>Whether it is in maintenance, whoever said so.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Whether it was drained here and stays empty.</summary>
    public bool Drained { get; init; }

    /// <summary>How many guests lie on it.</summary>
    public int Guests { get; init; }

    /// <summary>Its threads.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Its memory.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Used memory.</summary>
    public long? MemoryUsedBytes { get; init; }

    /// <summary>Its local disk.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>What of that is used.</summary>
    public long? DiskUsedBytes { get; init; }

    /// <summary>Used parts from 0 to 1: <c>memory</c>, <c>cpu</c>, <c>disk</c>.</summary>
    public required IReadOnlyDictionary<string, double> Utilisation { get; init; }

    /// <summary>Pressure in percent: <c>memory</c>, <c>cpu</c>, <c>io</c>.</summary>
    public IReadOnlyDictionary<string, double>? Pressure { get; init; }
}
