using System.Globalization;
using System.Net;

namespace ProxLB.Web.Hosting;

/// <summary>Where the service listens.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>8095</c> (this machine only), <c>127.0.0.1:8095</c>, <c>[::1]:8095</c> or <c>*:8095</c> (every address).</summary>
    /// <param name="text">What is written.</param>
    /// <exception cref="FormatException">It is none of these; the message says what to write.</exception>
    public static ListenAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "127.0.0.1" : text[..colon].Trim('[', ']');
        var address = host switch
        {
            "*" => IPAddress.IPv6Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        return address is not null && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? new(address, port)
            : throw new FormatException($"'{text}' is no address to listen on; write 127.0.0.1:8095 for this machine only, or *:8095 for every address.");
    }

    /// <inheritdoc/>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
