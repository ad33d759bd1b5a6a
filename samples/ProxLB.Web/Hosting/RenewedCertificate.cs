using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProxLB.Web.Hosting;

/// <summary>A certificate that is read again when its file has changed, so that a renewal needs no restart.</summary>
internal sealed class RenewedCertificate
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CertificateFiles _files;
    private readonly TimeProvider _time;
    private X509Certificate2 _certificate;
    private DateTime _written;
    private long _looked;

    /// <exception cref="FormatException">The files cannot be read; the message says what to do.</exception>
    public RenewedCertificate(CertificateFiles files, TimeProvider time)
    {
        _files = files;
        _time = time;
        try
        {
            (_certificate, _written) = Read();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new FormatException(
                $"The certificate {files.Certificate} with the key {files.Key} cannot be read: {exception.Message} " +
                "Without one the service listens on this machine only: set service.listen to 127.0.0.1:8095.",
                exception);
        }

        _looked = time.GetTimestamp();
    }

    public X509Certificate2 Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_looked) >= LookEvery)
                {
                    _looked = _time.GetTimestamp();
                    Renew();
                }

                return _certificate;
            }
        }
    }

    private void Renew()
    {
        try
        {
            if (File.GetLastWriteTimeUtc(_files.Certificate) != _written)
            {
                // The old one is left to connections that still use it.
                (_certificate, _written) = Read();
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // Half written, perhaps: the old one serves until the next look.
        }
    }

    /// <summary>The framework calls a key that belongs to another certificate a wrong argument.</summary>
    private static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private (X509Certificate2 Certificate, DateTime Written) Read() =>
        (X509Certificate2.CreateFromPemFile(_files.Certificate, _files.Key), File.GetLastWriteTimeUtc(_files.Certificate));
}
