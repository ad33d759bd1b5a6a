using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProxLB.Proxmox.Api;

/// <summary>Decides whether a host's certificate is trusted: by a fingerprint, by an own certificate authority, by those of the system, or always.</summary>
internal sealed class CertificateTrust
{
    private readonly Lock _lock = new();
    private readonly bool _verify;
    private readonly HashSet<string> _fingerprints;
    private readonly X509Certificate2Collection? _authorities;

    public CertificateTrust(ProxmoxOptions options)
    {
        _verify = options.VerifyCertificate;
        _fingerprints = [.. Fingerprints.Split(options.Fingerprint)];
        if (_verify && options.CaFile is { Length: > 0 } file)
        {
            _authorities = [];
            _authorities.ImportFromPemFile(file);
        }
    }

    /// <summary>Whether certificates are trusted by their fingerprints.</summary>
    public bool UsesFingerprints => _fingerprints.Count > 0;

    /// <summary>Trusts another node's certificate, on the word of a host that is trusted.</summary>
    public void Learn(string? fingerprint)
    {
        if (UsesFingerprints && Fingerprints.Normalize(fingerprint) is { } normal)
        {
            lock (_lock)
            {
                _fingerprints.Add(normal);
            }
        }
    }

    /// <summary>Null if the certificate is trusted; otherwise why not and what to do.</summary>
    public string? Refuse(X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!_verify)
        {
            return null;
        }

        if (presented is null)
        {
            return "it presented no certificate; check that this is the port of Proxmox's API";
        }

        var fingerprint = Convert.ToHexString(SHA256.HashData(presented.GetRawCertData()));
        var shown = $"it presented the certificate with the SHA-256 fingerprint {Fingerprints.Format(fingerprint)} ({presented.Subject})";
        if (UsesFingerprints)
        {
            return Knows(fingerprint)
                ? null
                : $"{shown}, which is not the configured one; if the certificate was renewed, compare it with 'pvenode cert info' on the host and set fingerprint to it";
        }

        if (_authorities is null)
        {
            return errors == SslPolicyErrors.None
                ? null
                : $"{shown}, which the system does not trust ({Explain(errors, chain)}); set ca_file to a copy of /etc/pve/pve-root-ca.pem, or fingerprint to this one if 'pvenode cert info' on the host shows it too";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"{shown}, which is for another name; use a host name or address that the certificate holds, or set fingerprint to this one";
        }

        return IsSignedByAuthorities(presented, chain)
            ? null
            : $"{shown}, which none of the authorities in ca_file has signed; set ca_file to this cluster's /etc/pve/pve-root-ca.pem";
    }

    private bool Knows(string fingerprint)
    {
        lock (_lock)
        {
            return _fingerprints.Contains(fingerprint);
        }
    }

    private bool IsSignedByAuthorities(X509Certificate presented, X509Chain? received)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in received?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var certificate = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        return own.Build(certificate);
    }

    private static string Explain(SslPolicyErrors errors, X509Chain? chain) => string.Join(", ",
        (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? ["name differs"] : Array.Empty<string>())
        .Concat((chain?.ChainStatus ?? []).Select(status => status.Status.ToString())));
}
