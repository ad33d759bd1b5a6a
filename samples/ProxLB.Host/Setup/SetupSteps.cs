namespace ProxLB.Host.Setup;

/// <summary>The commands that create role, user and token; they are the same from Proxmox VE 7.4 on.</summary>
internal static class SetupSteps
{
    /// <summary>The last step but one prints the secret.</summary>
    public static IReadOnlyList<SetupStep> For(SetupOptions options) =>
    [
        new(
            "the role, with the least rights",
            ["role", "add", options.Role, "--privs", options.PrivilegeList],
            ["role", "modify", options.Role, "--privs", options.PrivilegeList]),
        new(
            "the user, who has no password and cannot sign in",
            ["user", "add", options.User, "--comment", "ProxLB balances the cluster"],
            IfThere: []),
        new("its rights", ["acl", "modify", "/", "--users", options.User, "--roles", options.Role]),
        Token(options),
        new("the token's rights, which are those that both have", ["acl", "modify", "/", "--tokens", options.FullToken, "--roles", options.Role]),
    ];

    private static SetupStep Token(SetupOptions options) =>
        new("the token; its secret is shown this once", ["user", "token", "add", options.User, options.Token, "--privsep", "1", "--output-format", "json"]);
}
