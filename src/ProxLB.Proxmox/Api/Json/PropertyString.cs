namespace ProxLB.Proxmox.Api.Json;

/// <summary>Proxmox's property strings, such as <c>local-lvm:vm-100-disk-0,size=32G</c>: values with commas between them, the first perhaps without a name.</summary>
internal static class PropertyString
{
    /// <summary>The name under which a first value without one is found.</summary>
    public const string DefaultKey = "";

    public static IReadOnlyDictionary<string, string> Parse(string? text)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                map[part[..equals]] = part[(equals + 1)..];
            }
            else if (equals < 0)
            {
                map.TryAdd(DefaultKey, part);
            }
        }

        return map;
    }
}
