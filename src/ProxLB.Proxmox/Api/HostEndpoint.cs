using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ProxLB.Proxmox.Api;

/// <summary>One host of the cluster, as its API is reached.</summary>
/// <param name="Host">A name or an address, IPv6 without brackets.</param>
/// <param name="Port">The port.</param>
internal sealed record HostEndpoint(string Host, int Port)
{
    public const int DefaultPort = 8006;

    /// <summary>The root of the API, such as <c>https://[fd00::1]:8006/api2/json/</c>.</summary>
    public Uri BaseAddress { get; } = new UriBuilder(Uri.UriSchemeHttps, Host.Contains(':') ? $"[{Host}]" : Host, Port, "/api2/json/").Uri;

    public static bool TryParse(string? text, [NotNullWhen(true)] out HostEndpoint? endpoint)
    {
        endpoint = null;
        var rest = (text ?? "").Trim();
        if (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["https://".Length..].TrimEnd('/');
        }

        if (rest.StartsWith('['))
        {
            var end = rest.IndexOf(']');
            return end > 0 && IsIPv6(rest[1..end]) && TryMake(rest[1..end], rest[(end + 1)..], out endpoint);
        }

        var colon = rest.LastIndexOf(':');
        if (colon < 0)
        {
            return TryMake(rest, "", out endpoint);
        }

        var head = rest[..colon];
        if (head.Contains(':') && !(IsIPv6(head) && TryParsePort(rest[(colon + 1)..], out _)))
        {
            return IsIPv6(rest) && TryMake(rest, "", out endpoint);
        }

        return TryMake(head, rest[colon..], out endpoint);
    }

    /// <summary>The host as a person writes it.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool TryMake(string host, string port, [NotNullWhen(true)] out HostEndpoint? endpoint)
    {
        endpoint = null;
        var number = DefaultPort;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || (port.Length > 0 && (port[0] != ':' || !TryParsePort(port[1..], out number))))
        {
            return false;
        }

        endpoint = new HostEndpoint(host, number);
        return true;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;

    private static bool IsIPv6(string text) =>
        text.Contains(':') && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
