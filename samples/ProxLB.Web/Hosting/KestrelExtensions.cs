using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ProxLB.Web.Hosting;

/// <summary>Lets the web server listen where the configuration says.</summary>
public static class KestrelExtensions
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Listens on an address: without TLS on this machine, with TLS beyond it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="address">Where.</param>
    /// <param name="certificate">The certificate; null: that of the Proxmox node beyond this machine, none on it.</param>
    /// <exception cref="FormatException">The certificate cannot be read; the message says what to do.</exception>
    public static void ListenForProxLB(this KestrelServerOptions server, ListenAddress address, CertificateFiles? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(address);
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = LargestBody;
        var files = certificate ?? (address.IsLoopback ? null : CertificateFiles.OfNode());
        if (files is null)
        {
            server.Listen(address.Address, address.Port);
            return;
        }

        var renewed = new RenewedCertificate(files, TimeProvider.System);
        server.Listen(address.Address, address.Port, listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => renewed.Current));
    }
}
