namespace ProxLB.Proxmox.Api.Model;

/// <summary>A guest's CPU use at one moment, from <c>GET /cluster/metrics/export</c> (PVE 8.3).</summary>
/// <param name="Id">What was measured, such as <c>qemu/100</c>.</param>
/// <param name="Timestamp">When, in seconds.</param>
/// <param name="Value">The fraction of the guest's CPUs in use.</param>
internal sealed record MetricSample(string Id, long Timestamp, double Value);
