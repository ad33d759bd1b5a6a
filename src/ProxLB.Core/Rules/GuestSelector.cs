using System.Globalization;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Reads the selectors of <see cref="ConfiguredRule"/>.</summary>
internal static class GuestSelector
{
    private const string Forms = "use a VMID, a range (100-199), a name or wildcard (web*), pool:X, tag:X, kind:vm or kind:ct";

    /// <summary>Adds the guests that a selector names.</summary>
    /// <returns>What is wrong with the selector, to follow its text in a sentence; null if nothing is.</returns>
    public static string? Select(string selector, GuestDirectory directory, List<int> found)
    {
        var text = selector.Trim();
        var before = found.Count;
        var problem = Read(text, directory, found);
        return problem ?? (found.Count == before ? "names no guest of this cluster" : null);
    }

    private static string? Read(string text, GuestDirectory directory, List<int> found)
    {
        if (text.Length == 0)
        {
            return $"is empty; {Forms}";
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid))
        {
            directory.ByRange(vmid, vmid, found);
            return null;
        }

        if (IsRange(text, out var first, out var last))
        {
            directory.ByRange(first, last, found);
            return first > last ? "is an empty range; write the lower VMID first" : null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            directory.ByName(text, found);
            return null;
        }

        var value = text[(colon + 1)..].Trim();
        switch (text[..colon].Trim().ToLowerInvariant())
        {
            case "pool":
                directory.ByPool(value, found);
                return null;
            case "tag":
                directory.ByTag(value, found);
                return null;
            case "kind":
                return ByKind(value, directory.Index, found);
            default:
                return $"cannot be read; {Forms}";
        }
    }

    private static bool IsRange(string text, out int first, out int last)
    {
        last = 0;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return int.TryParse(text.AsSpan(0, Math.Max(dash, 0)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(text.AsSpan(dash + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out last);
    }

    private static string? ByKind(string value, SnapshotIndex index, List<int> found)
    {
        GuestKind kind;
        switch (value.ToLowerInvariant())
        {
            case "vm":
                kind = GuestKind.Vm;
                break;
            case "ct" or "container":
                kind = GuestKind.Container;
                break;
            default:
                return "names no kind of guest; the kinds are vm and ct";
        }

        foreach (var guest in index.ByVmid)
        {
            if (index.Snapshot.Guests[guest].Kind == kind)
            {
                found.Add(guest);
            }
        }

        return null;
    }
}
