using ProxLB.Proxmox.Api.Json;

namespace ProxLB.Proxmox.Capture;

/// <summary>What a guest's configuration says about where it can run.</summary>
internal sealed record GuestConfig
{
    public IReadOnlyList<GuestVolume> Volumes { get; init; } = [];

    /// <summary>Keys that bind the guest to its host.</summary>
    public IReadOnlyList<string> LocalResources { get; init; } = [];

    /// <summary>Devices and directories that are bound through the cluster's mappings: key, kind, mapping.</summary>
    public IReadOnlyList<MappedResource> Mapped { get; init; } = [];

    public string? CpuType { get; init; }

    public IReadOnlyList<string> CpuFlags { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the machine itself can see and no other guest has: the SMBIOS UUID and the MAC addresses, in lower case.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Whether both say the same about where the guest can run.</summary>
    public bool BindsLike(GuestConfig other) =>
        Volumes.SequenceEqual(other.Volumes) && LocalResources.SequenceEqual(other.LocalResources) && Mapped.SequenceEqual(other.Mapped)
        && CpuType == other.CpuType && CpuFlags.SequenceEqual(other.CpuFlags);

    public static GuestConfig Parse(IReadOnlyDictionary<string, string> settings, bool isContainer)
    {
        var volumes = new List<GuestVolume>();
        var local = new List<string>();
        var mapped = new List<MappedResource>();
        foreach (var (key, value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            if (ConfigKeys.IsVolume(key, isContainer))
            {
                AddVolume(key, PropertyString.Parse(value), volumes, local);
            }
            else if (ConfigKeys.IsDevice(key, isContainer))
            {
                AddDevice(key, value, mapped, local);
            }
        }

        var cpu = PropertyString.Parse(settings.GetValueOrDefault("cpu"));
        return new GuestConfig
        {
            Volumes = volumes,
            LocalResources = local,
            Mapped = mapped,
            CpuType = isContainer ? null : cpu.GetValueOrDefault("cputype") ?? cpu.GetValueOrDefault(PropertyString.DefaultKey) ?? ConfigKeys.DefaultCpuType,
            CpuFlags = isContainer ? [] : [.. (cpu.GetValueOrDefault("flags") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Where(flag => flag[0] == '+').Select(flag => flag[1..])],
            Tags = TagList.Parse(settings.GetValueOrDefault("tags")),
            Identifiers = [.. IdentifiersOf(settings)],
        };
    }

    private static IEnumerable<string> IdentifiersOf(IReadOnlyDictionary<string, string> settings)
    {
        if (PropertyString.Parse(settings.GetValueOrDefault("smbios1")).GetValueOrDefault("uuid") is { } uuid)
        {
            yield return uuid.ToLowerInvariant();
        }

        foreach (var value in settings.Where(setting => ConfigKeys.IsNetwork(setting.Key)).SelectMany(setting => PropertyString.Parse(setting.Value).Values))
        {
            if (ConfigKeys.IsMacAddress(value))
            {
                yield return value.ToLowerInvariant();
            }
        }
    }

    private static void AddVolume(string key, IReadOnlyDictionary<string, string> parts, List<GuestVolume> volumes, List<string> local)
    {
        var name = parts.GetValueOrDefault("file") ?? parts.GetValueOrDefault("volume") ?? parts.GetValueOrDefault(PropertyString.DefaultKey) ?? "";
        var isEverywhere = LenientBoolConverter.Parse(parts.GetValueOrDefault("shared")) == true;
        var colon = name.IndexOf(':');
        if (name is "" or "none")
        {
            return;
        }

        if (colon > 0 && name[0] != '/')
        {
            var isCloudInit = ConfigKeys.IsCloudInit(name);
            var isImage = parts.GetValueOrDefault("media") == "cdrom" && !isCloudInit;
            var bytes = Sizes.Parse(parts.GetValueOrDefault("size")) ?? (isCloudInit ? ConfigKeys.CloudInitBytes : null);
            volumes.Add(new GuestVolume(key, name[..colon], bytes, isImage, isEverywhere));
        }
        else if (!isEverywhere)
        {
            local.Add(key);
        }
    }

    private static void AddDevice(string key, string value, List<MappedResource> mapped, List<string> local)
    {
        var parts = PropertyString.Parse(value);
        var bare = parts.GetValueOrDefault(PropertyString.DefaultKey) ?? "";
        if (parts.GetValueOrDefault("mapping") is { } mapping)
        {
            mapped.Add(new MappedResource(key, key.StartsWith("usb", StringComparison.Ordinal) ? "usb" : "pci", mapping));
        }
        else if (key.StartsWith("virtiofs", StringComparison.Ordinal))
        {
            mapped.Add(new MappedResource(key, "dir", parts.GetValueOrDefault("dirid") ?? bare));
        }
        else if (!ConfigKeys.IsHarmless(key, value, parts, bare))
        {
            local.Add(key);
        }
    }
}
