using System.Security.Cryptography;
using System.Text;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>The digest of a configuration: it changes when the configuration does.</summary>
internal static class Digest
{
    // Proxmox's digests are SHA-1; nothing here relies on their strength.
#pragma warning disable CA5350
    public static string Of(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
#pragma warning restore CA5350
}
