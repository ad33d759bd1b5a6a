using System.Text.RegularExpressions;
using ProxLB.Proxmox.Api.Json;

namespace ProxLB.Proxmox.Capture;

/// <summary>Which keys of a guest's configuration are volumes, and which bind it to its host.</summary>
internal static partial class ConfigKeys
{
    /// <summary>What Proxmox takes where a virtual machine's configuration names no CPU.</summary>
    public const string DefaultCpuType = "kvm64";

    /// <summary>What Proxmox makes the drive of cloud-init; it is written without a size until the guest is migrated or cloned for the first time.</summary>
    public const long CloudInitBytes = 4L << 20;

    /// <summary>Whether a volume is the drive that Proxmox makes for cloud-init, and not an image of somebody's that has such a name.</summary>
    public static bool IsCloudInit(string volume) => CloudInitDrive().IsMatch(volume);

    public static bool IsVolume(string key, bool isContainer) => (isContainer ? ContainerVolume() : VmVolume()).IsMatch(key);

    public static bool IsDevice(string key, bool isContainer) => (isContainer ? ContainerDevice() : VmDevice()).IsMatch(key);

    public static bool IsNetwork(string key) => Network().IsMatch(key);

    public static bool IsMacAddress(string value) => MacAddress().IsMatch(value);

    /// <summary>Whether a device or an option does not bind the guest after all.</summary>
    public static bool IsHarmless(string key, string value, IReadOnlyDictionary<string, string> parts, string bare) => key switch
    {
        "vga" => parts.GetValueOrDefault("clipboard") != "vnc",
        "amd-sev" or "intel-tdx" => LenientBoolConverter.Parse(value) == false,
        _ when key.StartsWith("serial", StringComparison.Ordinal) => value == "socket",
        _ when key.StartsWith("usb", StringComparison.Ordinal) => (parts.GetValueOrDefault("host") ?? bare) == "spice",
        _ => false,
    };

    [GeneratedRegex(@"[:/]vm-\d+-cloudinit(\.\w+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CloudInitDrive();

    [GeneratedRegex(@"^(?:(?:scsi|virtio|sata|ide|unused)\d+|efidisk0|tpmstate0)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VmVolume();

    [GeneratedRegex(@"^(?:rootfs|(?:mp|unused)\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerVolume();

    [GeneratedRegex(@"^(?:(?:hostpci|usb|serial|parallel|virtiofs)\d+|ivshmem|amd-sev|intel-tdx|vga)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VmDevice();

    [GeneratedRegex(@"^dev\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerDevice();

    [GeneratedRegex(@"^net\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Network();

    [GeneratedRegex(@"^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MacAddress();
}
