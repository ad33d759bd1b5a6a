namespace ProxLB.Web.Hosting;

/// <summary>The files of a TLS certificate.</summary>
/// <param name="Certificate">The PEM file of the certificate, with its chain.</param>
/// <param name="Key">The PEM file of its private key.</param>
public sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Those that a Proxmox node shows its own visitors: the administrator's, or else the one made at installation.</summary>
    public static CertificateFiles OfNode(string folder = "/etc/pve/local") =>
        File.Exists(Path.Combine(folder, "pveproxy-ssl.pem"))
            ? new(Path.Combine(folder, "pveproxy-ssl.pem"), Path.Combine(folder, "pveproxy-ssl.key"))
            : new(Path.Combine(folder, "pve-ssl.pem"), Path.Combine(folder, "pve-ssl.key"));
}
