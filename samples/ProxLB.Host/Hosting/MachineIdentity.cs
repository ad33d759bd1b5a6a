using System.Net.NetworkInformation;

namespace ProxLB.Host.Hosting;

/// <summary>What this machine sees of itself and Proxmox knows of its guests: the SMBIOS UUID and the MAC addresses.</summary>
internal static class MachineIdentity
{
    /// <summary>Only root may read it; MAC addresses are enough for anybody else.</summary>
    private const string UuidFile = "/sys/class/dmi/id/product_uuid";

    private const string InterfacesFolder = "/sys/class/net";

    /// <summary>The identifiers, in lower case.</summary>
    public static IReadOnlyCollection<string> Read() => [.. Uuid().Concat(MacAddresses()).Distinct(StringComparer.Ordinal)];

    private static string[] Uuid()
    {
        try
        {
            return [File.ReadAllText(UuidFile).Trim().ToLowerInvariant()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>From the kernel's files where there are any: to ask for interfaces takes a socket that a hardened service may not open.</summary>
    private static List<string> MacAddresses()
    {
        try
        {
            return Directory.Exists(InterfacesFolder)
                ? [.. Directory.EnumerateDirectories(InterfacesFolder).SelectMany(folder => Address(Path.Combine(folder, "address")))]
                : OfInterfaces();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NetworkInformationException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Address(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim().ToLowerInvariant();
            return PhysicalAddress.TryParse(text, out var address) && IsOfCard(address) ? [text] : [];
        }
        catch (IOException)
        {
            // Some interfaces have none, and others have gone by now.
            return [];
        }
    }

    private static List<string> OfInterfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Select(network => network.GetPhysicalAddress())
            .Where(IsOfCard)
            .Select(address => string.Join(':', address.GetAddressBytes().Select(part => part.ToString("x2")))),
    ];

    /// <summary>The loopback interface has zeros, and tunnels have addresses of other lengths.</summary>
    private static bool IsOfCard(PhysicalAddress address) => address.GetAddressBytes() is { Length: 6 } bytes && bytes.Any(part => part != 0);
}
