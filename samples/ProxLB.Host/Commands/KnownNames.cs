using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Commands;

/// <summary>Finds what the user names in the cluster, or says which names come near.</summary>
internal static class KnownNames
{
    private const int MostListed = 12;

    /// <summary>The nodes, each once, as the cluster writes them.</summary>
    /// <exception cref="UserErrorException">The cluster does not have one of them.</exception>
    public static IReadOnlyList<string> Nodes(IReadOnlyList<string> written, ClusterSnapshot facts)
    {
        var known = facts.Nodes.Select(node => node.Name).ToList();
        var unknown = written.Where(name => Find(name, known) is null).ToList();
        return unknown.Count == 0
            ? [.. written.Select(name => Find(name, known)!).Distinct(StringComparer.Ordinal)]
            : throw new UserErrorException([.. unknown.Select(name => Unknown("node", name, known))]);
    }

    /// <summary>One node, as the cluster writes it.</summary>
    /// <exception cref="UserErrorException">The cluster does not have it.</exception>
    public static string Node(string written, ClusterSnapshot facts) => Nodes([written], facts)[0];

    /// <summary>One storage, as the cluster writes it.</summary>
    /// <exception cref="UserErrorException">The cluster does not have it.</exception>
    public static string Storage(string written, ClusterSnapshot facts)
    {
        var known = facts.Storages.Select(storage => storage.Id).Distinct(StringComparer.Ordinal).ToList();
        return Find(written, known) ?? throw new UserErrorException(Unknown("storage", written, known));
    }

    /// <summary>The VMID of a guest that is named by its VMID or by a name that only it has.</summary>
    /// <exception cref="UserErrorException">The cluster does not have it, or several guests have the name.</exception>
    public static int Guest(string written, ClusterSnapshot facts)
    {
        var isId = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (isId && facts.Guests.Any(guest => guest.Id == id))
        {
            return id;
        }
        var named = facts.Guests.Where(guest => string.Equals(guest.Name, written, StringComparison.OrdinalIgnoreCase)).Select(guest => guest.Id).ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw new UserErrorException(UnknownGuest(written, facts)),
            _ => throw new UserErrorException($"several guests are called '{written}': {string.Join(", ", named)}. Name one by its VMID."),
        };
    }

    private static string UnknownGuest(string written, ClusterSnapshot facts)
    {
        var near = NearestName.Of(written, facts.Guests.Select(guest => $"{guest.Id}").Concat(facts.Guests.Select(guest => guest.Name ?? "").Where(name => name.Length > 0)));
        return near is null
            ? $"there is no guest '{written}' among {facts.Guests.Count}; name it by its VMID or its name"
            : $"there is no guest '{written}'. Did you mean '{near}'?";
    }

    private static string Unknown(string what, string written, List<string> known)
    {
        if (NearestName.Of(written, known) is { } near)
        {
            return $"there is no {what} '{written}'. Did you mean '{near}'?";
        }
        var listed = string.Join(", ", known.Take(MostListed)) + (known.Count > MostListed ? $" and {known.Count - MostListed} more" : "");
        return $"there is no {what} '{written}'; the {what}s are {listed}";
    }

    private static string? Find(string written, List<string> known) =>
        known.Contains(written, StringComparer.Ordinal) ? written : known.FirstOrDefault(name => string.Equals(name, written, StringComparison.OrdinalIgnoreCase));
}
