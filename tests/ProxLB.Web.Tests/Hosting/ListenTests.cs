using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using ProxLB.TestKit;
using ProxLB.Web.Hosting;

namespace ProxLB.Web.Tests.Hosting;

public sealed class ListenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proxlb-tls-");

    [Theory]
    [InlineData("8095", "127.0.0.1:8095", true)]
    [InlineData("127.0.0.1:8095", "127.0.0.1:8095", true)]
    [InlineData("localhost:80", "127.0.0.1:80", true)]
    [InlineData("[::1]:8095", "[::1]:8095", true)]
    [InlineData("*:8095", "[::]:8095", false)]
    [InlineData("10.0.0.5:443", "10.0.0.5:443", false)]
    public void An_address_is_read(string text, string address, bool loopback)
    {
        var listen = ListenAddress.Parse(text);

        Assert.Equal((address, loopback), (listen.ToString(), listen.IsLoopback));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pve1:8095")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1:-1")]
    public void What_is_no_address_is_refused_with_advice(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => ListenAddress.Parse(text));

        Assert.Contains("write 127.0.0.1:8095", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_node_s_own_certificate_is_the_administrator_s_or_else_the_first_one()
    {
        Assert.EndsWith("pve-ssl.pem", CertificateFiles.OfNode(_folder.FullName).Certificate, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "pveproxy-ssl.pem"), "");
        Assert.EndsWith("pveproxy-ssl.key", CertificateFiles.OfNode(_folder.FullName).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_this_machine_there_is_no_listening_without_a_certificate()
    {
        var files = new CertificateFiles(Path.Combine(_folder.FullName, "no.pem"), Path.Combine(_folder.FullName, "no.key"));

        var refusal = Assert.Throws<FormatException>(() => new KestrelServerOptions().ListenForProxLB(ListenAddress.Parse("*:0"), files));

        Assert.Contains("no.pem", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_as_no_certificate()
    {
        var files = Write("pve1.example.com");
        File.Delete(files.Key);
        // A folder: not even root can read it.
        Directory.CreateDirectory(files.Key);

        var refusal = Assert.Throws<FormatException>(() => new KestrelServerOptions().ListenForProxLB(ListenAddress.Parse("*:0"), files));

        Assert.Contains($"with the key {files.Key} cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_certificate_is_as_none()
    {
        var files = Write("pve1.example.com");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(files.Key, other.ExportPkcs8PrivateKeyPem());

        Assert.Throws<FormatException>(() => new KestrelServerOptions().ListenForProxLB(ListenAddress.Parse("*:0"), files));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        var files = Write("first");
        var time = new ManualTimeProvider();
        var renewed = new RenewedCertificate(files, time);
        Assert.Equal("CN=first", renewed.Current.Subject);

        Write("second");
        File.SetLastWriteTimeUtc(files.Certificate, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("CN=first", renewed.Current.Subject);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("CN=second", renewed.Current.Subject);

        await File.WriteAllTextAsync(files.Certificate, "half");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("CN=second", renewed.Current.Subject);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_tls()
    {
        var files = Write("pve1.example.com");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ListenForProxLB(new(IPAddress.Loopback, 0), files));
        await using var app = builder.Build();
        app.MapGet("/", () => "hello");
        await app.StartAsync();
        string? shown = null;
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate?.Subject) is not null } };
        using var client = new HttpClient(handler);

        var answer = await client.GetStringAsync(new Uri(app.Urls.Single()));

        Assert.Equal(("hello", "CN=pve1.example.com"), (answer, shown));
        Assert.StartsWith("https://", app.Urls.Single(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CertificateFiles Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var files = new CertificateFiles(Path.Combine(_folder.FullName, "node.pem"), Path.Combine(_folder.FullName, "node.key"));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
