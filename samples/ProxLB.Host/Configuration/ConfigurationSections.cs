using ProxLB.Host.Configuration.Keys;

namespace ProxLB.Host.Configuration;

/// <summary>All sections of the configuration.</summary>
internal static class ConfigurationSections
{
    public static IReadOnlyList<ConfigurationSection> All(SecretSource secrets) =>
    [
        new("proxmox_api", ProxmoxApiKeys.All(secrets)),
        new("proxmox_cluster", ProxmoxClusterKeys.All),
        new("balancing", [.. MigrationKeys.All, .. GoalKeys.All, .. MeasureKeys.All, .. RuleKeys.All]),
        new("service", ServiceKeys.All(secrets)),
        new("solver", null, "this section has no effect: the engine here proves the optimum wherever the problem is small enough, without an external solver"),
    ];
}
