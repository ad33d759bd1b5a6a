using ProxLB.Core.Cluster;

namespace ProxLB.Web.Api.Models;

/// <summary>A guest.</summary>
/// <param name="Id">Its VMID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Node">Where it is.</param>
/// <param name="Running">Whether it runs; null if unknown.</param>
/// <param name="MemoryBytes">Its configured memory.</param>
/// <param name="CpuCores">Its cores.</param>
internal sealed record GuestDocument(int Id, string? Name, GuestKind Kind, string Node, bool? Running, long? MemoryBytes, double? CpuCores);
