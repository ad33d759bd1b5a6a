namespace ProxLB.Proxmox.Permissions;

/// <summary>A privilege that the credentials lack.</summary>
/// <param name="Privilege">Its name, such as <c>VM.Audit</c>.</param>
/// <param name="Path">Where it is needed, such as <c>/vms</c>.</param>
/// <param name="NeededFor">What cannot be done without it.</param>
/// <param name="GrantCommand">The command, to be run on a host of the cluster, that grants it.</param>
public sealed record MissingPrivilege(string Privilege, string Path, string NeededFor, string GrantCommand)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => $"{Privilege} on {Path} is missing: without it, {NeededFor}. Grant it with: {GrantCommand}";
}
