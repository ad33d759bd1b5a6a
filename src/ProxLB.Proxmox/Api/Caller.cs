namespace ProxLB.Proxmox.Api;

/// <summary>Who calls, without a secret.</summary>
/// <param name="User">The user with realm.</param>
/// <param name="Token">The API token as <c>user@realm!name</c>; null with a password.</param>
internal sealed record Caller(string User, string? Token)
{
    private const string Role = "ProxLB";

    public static Caller From(ProxmoxOptions options)
    {
        if (options.TokenId is not { Length: > 0 } token)
        {
            return new Caller(options.User, null);
        }

        var parts = token.Split('!');
        return parts.Length > 1 ? new Caller(parts[0], token) : new Caller(options.User, $"{options.User}!{token}");
    }

    /// <summary>The commands that grant privileges on everything: to the user, and to its token, which has them only if both do.</summary>
    public string GrantCommand(params IEnumerable<string> privileges)
    {
        var names = string.Join(' ', privileges.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var role = $"{{ pveum role modify {Role} --append 1 --privs \"{names}\" || pveum role add {Role} --privs \"{names}\"; }}";
        var user = $"{role} && pveum acl modify / --users {User} --roles {Role}";
        return Token is null ? user : $"{user} && pveum acl modify / --tokens '{Token}' --roles {Role}";
    }

    public override string ToString() => Token is null ? $"user {User}" : $"API token {Token}";
}
