using System.Net.NetworkInformation;

namespace ProxLB.Host.Hosting;

/// <summary>What this machine sees of itself and Proxmox knows of its guests: the SMBIOS UUID and the MAC addresses.</summary>
internal static class MachineIdentity
{
    /// <summary>Only root may read it; MAC addresses are enough for anybody else.</summary>
    private const string UuidFile = "/sys/class/dmi/id/product_uuid";

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

    private static List<string> MacAddresses()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(network => network.GetPhysicalAddress().GetAddressBytes())
                .Where(bytes => bytes.Length == 6 && bytes.Any(part => part != 0))
                .Select(bytes => string.Join(':', bytes.Select(part => part.ToString("x2"))))
                .ToList();
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
