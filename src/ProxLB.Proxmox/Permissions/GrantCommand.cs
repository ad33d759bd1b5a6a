namespace ProxLB.Proxmox.Permissions;

/// <summary>The command that grants privileges. A token with privilege separation needs them as well as its user.</summary>
internal static class GrantCommand
{
    public const string Role = "ProxLB";

    public static string For(params IEnumerable<string> privileges) =>
        $"pveum role add {Role} --privs \"{string.Join(' ', privileges.Distinct(StringComparer.Ordinal))}\" and pveum acl modify / --users USER@REALM --roles {Role}, and the same with --tokens 'USER@REALM!TOKEN' for a token with privilege separation";
}
