using System.Net;
using System.Net.Sockets;
using ProxLB.Host.Configuration;
using ProxLB.Host.Hosting;
using ProxLB.Host.Terminal;
using ProxLB.SimulatedCluster;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Each key that decides how the cluster is reached.</summary>
public sealed class ConnectionKeyEffectTests
{
    [Theory]
    [InlineData(ClusterSimulator.Password, ExitCodes.Done)]
    [InlineData("wrong", ExitCodes.Unreachable)]
    [ShowsEffectOf("proxmox_api.user", "proxmox_api.pass")]
    public async Task User_and_password_sign_in(string password, int exitCode)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await EditAsync(site, lines => lines.Where(line => !line.StartsWith("  token_", StringComparison.Ordinal))
            .Select(line => line.StartsWith("  user:", StringComparison.Ordinal) ? $"  user: root@pam\n  pass: {password}" : line));

        Assert.Equal(exitCode, (await site.RunAsync("plan")).ExitCode);
    }

    [Theory]
    [InlineData("ssl_verification: true", ExitCodes.Unreachable)]
    [InlineData("ssl_verification: false", ExitCodes.Done)]
    [ShowsEffectOf("proxmox_api.ssl_verification")]
    public async Task An_unknown_certificate_is_accepted_only_if_the_file_says_so(string key, int exitCode)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await EditAsync(site, lines => lines.Select(line => line.StartsWith("  fingerprint:", StringComparison.Ordinal) ? $"  {key}" : line));

        Assert.Equal(exitCode, (await site.RunAsync("plan")).ExitCode);
    }

    [Theory]
    [InlineData(true, ExitCodes.Done)]
    [InlineData(false, ExitCodes.Unreachable)]
    [ShowsEffectOf("proxmox_api.ca_file")]
    public async Task A_certificate_of_the_authority_in_the_file_is_accepted(bool known, int exitCode)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await using var proxy = await RecordingProxy.StartAsync(site, trust: false);
        await using var other = await RecordingProxy.StartAsync(site, trust: false);
        using var authority = new TemporaryFile((known ? proxy : other).Certificate.ExportCertificatePem());
        await EditAsync(site, lines => lines.Select(line => line.StartsWith("  timeout:", StringComparison.Ordinal) ? $"{line}\n  ca_file: {authority.Path}" : line));

        Assert.Equal(exitCode, (await site.RunAsync("plan")).ExitCode);
    }

    [Theory]
    [InlineData("retries: 0, wait_time: 0", 0)]
    [InlineData("retries: 2, wait_time: 400", 800)]
    [ShowsEffectOf("proxmox_api.retries", "proxmox_api.wait_time")]
    public async Task A_host_that_does_not_answer_is_asked_again_after_a_while(string keys, int seconds)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), speed: 1000);
        site.Cluster.Faults.Add(new() { Drop = true });
        await EditAsync(site, lines => lines.Select(line => line.StartsWith("  timeout:", StringComparison.Ordinal) ? $"{line}\n  {keys.Replace(", ", "\n  ", StringComparison.Ordinal)}" : line));
        var begun = site.Cluster.Clock.GetUtcNow();

        var result = await site.RunAsync("plan");

        Assert.Equal(ExitCodes.Unreachable, result.ExitCode);
        Assert.InRange((site.Cluster.Clock.GetUtcNow() - begun).TotalSeconds, seconds, double.MaxValue);
    }

    [Fact]
    [ShowsEffectOf("proxmox_api.timeout")]
    public async Task A_host_that_accepts_and_stays_silent_is_given_up_after_the_time_of_the_file()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();
        await EditAsync(site, lines => lines.Select(line => line.Replace("timeout: 30", "timeout: 50", StringComparison.Ordinal).Replace(site.Cluster.Address.Authority, $"{silent.LocalEndpoint}", StringComparison.Ordinal)));
        var patient = site.RunAsync(stop.Token, "plan");
        using var asked = await silent.AcceptTcpClientAsync();
        await EditAsync(site, lines => lines.Select(line => line.Replace("timeout: 50", "timeout: 0.3\n  retries: 0", StringComparison.Ordinal)));

        Assert.Equal(ExitCodes.Unreachable, (await site.RunAsync("plan")).ExitCode);
        Assert.False(patient.IsCompleted);

        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Stopped, (await patient).ExitCode);
    }

    [Theory]
    [InlineData("1d", 1)]
    [InlineData("0s", 2)]
    [ShowsEffectOf("proxmox_api.config_max_age")]
    public async Task The_configuration_of_a_guest_is_read_again_when_it_is_old(string age, int reads)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await using var proxy = await RecordingProxy.StartAsync(site);
        await EditAsync(site, lines => lines.Select(line => line.StartsWith("  timeout:", StringComparison.Ordinal) ? $"{line}\n  config_max_age: {age}" : line));
        var context = new HostContext
        {
            Input = TextReader.Null,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            OutputTerminal = TerminalCapabilities.Plain(80),
            ErrorTerminal = TerminalCapabilities.Plain(80),
            Environment = _ => null,
            Time = site.Cluster.Clock,
        };
        await using var session = ClusterSession.Open(context, ConfigurationFile.Load(site.ConfigurationPath, _ => null), verbose: false);

        await session.CaptureAsync(CancellationToken.None);
        await session.CaptureAsync(CancellationToken.None);

        Assert.Equal(reads, proxy.Requests.Count(request => request.Contains("/qemu/101/config", StringComparison.Ordinal)));
    }

    private static async Task EditAsync(SimulatedSite site, Func<IEnumerable<string>, IEnumerable<string>> edit) =>
        await File.WriteAllTextAsync(site.ConfigurationPath, string.Join('\n', edit((await File.ReadAllTextAsync(site.ConfigurationPath)).Split('\n'))));
}
