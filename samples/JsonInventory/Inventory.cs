using ProxLB.Core.Cluster;

namespace JsonInventory;

/// <summary>The whole file: hypervisors and what runs on them. No word in it is Proxmox's.</summary>
/// <param name="Hosts">The hypervisors.</param>
/// <param name="Domains">The virtual machines.</param>
internal sealed record Inventory(IReadOnlyList<HypervisorHost> Hosts, IReadOnlyList<Domain> Domains)
{
    private const long MiB = 1 << 20;

    public ClusterSnapshot ToSnapshot(DateTimeOffset now) => new()
    {
        CapturedAt = now,
        Nodes = [.. Hosts.Select(host => new ClusterNode
        {
            Name = host.Name,
            Online = host.State == "up",
            CpuCores = host.Cpus,
            MemoryBytes = host.MemoryMiB * MiB,
        })],
        Guests = [.. Domains.Select(domain => new Guest
        {
            Id = domain.Id,
            Name = domain.Name,
            Node = domain.Host,
            Running = domain.State == "running",
            CpuCores = domain.Vcpus,
            MemoryBytes = domain.MemoryMiB * MiB,
            MemoryUsedBytes = domain.State == "running" ? domain.RssMiB * MiB : null,
        })],
        Rules = [.. Domains.Where(domain => domain.Apart is not null).GroupBy(domain => domain.Apart).Select(group => new PlacementRule
        {
            Type = RuleType.AntiAffinity,
            Name = $"{group.Key} apart",
            Guests = [.. group.Select(domain => domain.Id)],
        })],
    };

    public Inventory Move(int id, string host) =>
        this with { Domains = [.. Domains.Select(domain => domain.Id == id ? domain with { Host = host } : domain)] };
}
