namespace ProxLB.Proxmox.Permissions;

/// <summary>What a look at the cluster and at one's own rights has shown.</summary>
public sealed record ProxmoxDiagnosis
{
    /// <summary>The host that answers.</summary>
    public required string Host { get; init; }

    /// <summary>Its version of Proxmox VE, such as <c>9.2.11</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Who calls, without a secret.</summary>
    public required string Caller { get; init; }

    /// <summary>Privileges that the credentials lack for what the options ask; empty if none.</summary>
    public required IReadOnlyList<MissingPrivilege> MissingPrivileges { get; init; }
}
