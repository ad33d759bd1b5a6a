using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>A03: an own authority, a fingerprint, and errors that say which certificate.</summary>
public sealed class CertificateBehaviours
{
    [Fact]
    public async Task A03_the_configured_fingerprint_is_trusted_in_every_spelling()
    {
        await using var cluster = await StartAsync();
        foreach (var fingerprint in (string[])[cluster.Fingerprint, cluster.Fingerprint.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant(), $"{new string('0', 64)}, {cluster.Fingerprint}"])
        {
            Assert.NotNull(await DiagnoseAsync(cluster, options => options.Fingerprint = fingerprint));
        }
    }

    [Fact]
    public async Task A03_a_wrong_fingerprint_is_one_line_that_shows_the_presented_one()
    {
        await using var cluster = await StartAsync();

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => DiagnoseAsync(cluster, options => options.Fingerprint = new string('A', 64)));

        Assert.Contains($"127.0.0.1:{cluster.Port} is not trusted", error.Message, StringComparison.Ordinal);
        Assert.Contains(cluster.Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.Contains("set fingerprint to it", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A03_a_certificate_that_the_system_does_not_know_is_one_line_with_advice()
    {
        await using var cluster = await StartAsync();

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => DiagnoseAsync(cluster, options => options.Fingerprint = null));

        Assert.Contains(cluster.Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.Contains("set ca_file to a copy of /etc/pve/pve-root-ca.pem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A03_an_own_authority_is_trusted_and_another_is_not()
    {
        await using var cluster = await StartAsync();
        await using var other = await StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, (await PresentedAsync(cluster)).ExportCertificatePem());

            Assert.NotNull(await DiagnoseAsync(cluster, options => (options.Fingerprint, options.CaFile) = (null, file)));
            var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => DiagnoseAsync(other, options => (options.Fingerprint, options.CaFile) = (null, file)));
            Assert.Contains("none of the authorities in ca_file has signed", error.Message, StringComparison.Ordinal);
            Assert.Contains(other.Fingerprint, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Verification_that_is_switched_off_is_a_loud_warning()
    {
        await using var cluster = await StartAsync();
        var log = new LogSink();

        await DiagnoseAsync(cluster, options => (options.Fingerprint, options.VerifyCertificate) = (null, false), log);

        Assert.Contains(log.Lines, line => line.StartsWith("Warning: Certificates are NOT verified", StringComparison.Ordinal));
    }

    private static Task<ClusterSimulator> StartAsync() => ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Snapshot = new ClusterBuilder().Node("pve1").Guest(100, "pve1").Build(), Speed = 0 });

    private static async Task<Proxmox.Permissions.ProxmoxDiagnosis> DiagnoseAsync(ClusterSimulator cluster, Action<ProxmoxOptions> configure, LogSink? log = null)
    {
        var options = Simulated.OptionsFor(cluster);
        configure(options);
        using var provider = ProxmoxClusterProvider.Create(options, log);
        return await provider.DiagnoseAsync(default);
    }

    private static async Task<X509Certificate2> PresentedAsync(ClusterSimulator cluster)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", cluster.Port);
#pragma warning disable CA5359 // the certificate itself is what is asked for
        await using var stream = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await stream.AuthenticateAsClientAsync("127.0.0.1");
        return X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
    }
}
