namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>Users, tokens and what they may do.</summary>
public sealed class AccessControl
{
    private readonly Func<int, string?> _poolOf;

    internal AccessControl(Func<int, string?> poolOf) => _poolOf = poolOf;

    /// <summary>Users by id.</summary>
    public Dictionary<string, SimulatedUser> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Tokens by full id, such as <c>lb@pve!proxlb</c>.</summary>
    public Dictionary<string, SimulatedToken> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>The access control list; a deeper path replaces what a higher one gives.</summary>
    public List<AccessEntry> Entries { get; } = [];

    /// <summary>Gives privileges on a path, in place of what the subject had there.</summary>
    public void Grant(string path, string subject, IReadOnlySet<string> privileges, bool propagate = true)
    {
        Entries.RemoveAll(entry => entry.Path == path && entry.Subject == subject);
        Entries.Add(new AccessEntry(path, subject, privileges, propagate));
    }

    /// <summary>Takes everything from a user or token.</summary>
    public void Revoke(string subject) => Entries.RemoveAll(entry => entry.Subject == subject);

    /// <summary>Whether someone has a privilege on a path.</summary>
    public bool Has(Identity identity, string path, string privilege) => PrivilegesOn(identity, path).Contains(privilege);

    /// <summary>The privileges that someone has on a path.</summary>
    public IReadOnlySet<string> PrivilegesOn(Identity identity, string path)
    {
        if (identity.User == "root@pam" && (identity.Token is null || !Separated(identity)))
        {
            return Roles.Administrator;
        }

        var result = WithPool(identity.User, path);
        if (Separated(identity))
        {
            var ofToken = WithPool(identity.ToString(), path);
            if (identity.User == "root@pam")
            {
                return ofToken;
            }

            result.IntersectWith(ofToken);
        }

        return result;
    }

    /// <summary>The paths that the access control list names for someone, and the usual roots.</summary>
    public IEnumerable<string> Paths(Identity identity) =>
        Entries.Where(entry => entry.Subject == identity.User || entry.Subject == identity.ToString())
            .Select(entry => entry.Path)
            .Concat(["/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms"])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private bool Separated(Identity identity) =>
        identity.Token is not null && Tokens.TryGetValue(identity.ToString(), out var token) && token.PrivilegeSeparation;

    private HashSet<string> WithPool(string subject, string path)
    {
        var result = On(subject, path);
        if (path.StartsWith("/vms/", StringComparison.Ordinal) && int.TryParse(path.AsSpan(5), out var id) && _poolOf(id) is { } pool)
        {
            result.UnionWith(On(subject, $"/pool/{pool}"));
        }

        return result;
    }

    private HashSet<string> On(string subject, string path)
    {
        AccessEntry? best = null;
        foreach (var entry in Entries.Where(entry => entry.Subject == subject && Covers(entry, path)))
        {
            if (best is null || entry.Path.Length > best.Path.Length)
            {
                best = entry;
            }
        }

        return best is null ? new(StringComparer.Ordinal) : new(best.Privileges, StringComparer.Ordinal);
    }

    private static bool Covers(AccessEntry entry, string path) =>
        entry.Path == path
        || (entry.Propagate && (entry.Path == "/" || path.StartsWith(entry.Path + "/", StringComparison.Ordinal)));
}
