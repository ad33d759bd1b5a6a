using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>Configuration keys that bind a virtual machine to its host.</summary>
internal static class LocalResources
{
    private static readonly string[] Devices = ["hostpci", "usb", "serial", "parallel", "virtiofs"];
    private static readonly string[] Flags = ["ivshmem", "hostusb", "hostpci", "amd-sev", "intel-tdx"];

    public static List<string> Of(ClusterWorld world, SimulatedGuest guest, bool running) =>
        guest.Kind == GuestKind.Vm ? [.. guest.Config.Where(entry => Binds(world, entry.Key, entry.Value, running)).Select(entry => entry.Key)] : [];

    /// <summary>The mapped devices: configuration key and mapping.</summary>
    public static IEnumerable<(string Key, string Mapping)> Mapped(SimulatedGuest guest)
    {
        foreach (var (key, value) in guest.Config)
        {
            var mapping = value.Split(',').Select(part => part.Split('=', 2)).FirstOrDefault(pair => pair is ["mapping" or "dirid", _]);
            if (mapping is not null && Devices.Any(device => IsNumbered(key, device)))
            {
                yield return (key, mapping[1]);
            }
        }
    }

    private static bool Binds(ClusterWorld world, string key, string value, bool running)
    {
        if (Flags.Contains(key, StringComparer.Ordinal))
        {
            return true;
        }

        if (IsNumbered(key, "serial"))
        {
            return value != "socket";
        }

        if (IsNumbered(key, "usb") && value.StartsWith("spice", StringComparison.Ordinal))
        {
            return false;
        }

        if (IsNumbered(key, "hostpci") && value.Contains("mapping=", StringComparison.Ordinal))
        {
            return running && !LiveCapable(world, value);
        }

        return Devices.Any(device => IsNumbered(key, device));
    }

    private static bool LiveCapable(ClusterWorld world, string value) =>
        world.Version.AtLeast(8, 4)
        && world.Mappings.Any(mapping => mapping.LiveMigrationCapable && value.Split(',').Contains($"mapping={mapping.Id}", StringComparer.Ordinal));

    private static bool IsNumbered(string key, string stem) =>
        key.Length > stem.Length && key.StartsWith(stem, StringComparison.Ordinal) && key.AsSpan(stem.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
