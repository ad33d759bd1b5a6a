using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Json;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Permissions;

/// <summary>Compares the effective rights of the credentials, a token's own ones included, with what the options need.</summary>
internal sealed class PermissionChecker(ProxmoxClient client, ClusterFeatures features, ProxmoxOptions options)
{
    public async Task<IReadOnlyList<MissingPrivilege>> CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync("access/permissions", ApiContext.Default.PermissionsAnswer, cancellationToken).ConfigureAwait(false);
        var granted = NamedObjects.Read(answer?.Paths ?? [], ApiContext.Default.Map);
        var missing = PrivilegeNeeds.For(options, features.HasMappings).Where(need => !IsGranted(granted, need.Privilege, need.Path)).ToList();
        var command = client.Caller.GrantCommand(PrivilegeNeeds.For(options, features.HasMappings).Select(need => need.Privilege));
        return [.. missing.Select(need => new MissingPrivilege(need.Privilege, need.Path, need.NeededFor, command))];
    }

    /// <summary>The privileges that an answer about one path names.</summary>
    public static IReadOnlySet<string> PrivilegesOn(PermissionsAnswer? answer, string path) =>
        NamedObjects.Read(answer?.Paths ?? [], ApiContext.Default.Map).TryGetValue(path, out var granted)
            ? granted.Keys.ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);

    // A path that has no entry of its own has what its parents pass on. What is needed on all guests or nodes must be passed on below their path.
    private static bool IsGranted(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> granted, string privilege, string path)
    {
        if (granted.TryGetValue(path, out var own))
        {
            return path == "/" ? own.ContainsKey(privilege) : LenientBoolConverter.Parse(own.GetValueOrDefault(privilege)) == true;
        }

        return path != "/" && granted.TryGetValue("/", out var root) && LenientBoolConverter.Parse(root.GetValueOrDefault(privilege)) == true;
    }
}
