using System.Net;
using ProxLB.Host.Tests.Configuration;

namespace ProxLB.Host.Tests.Daemon;

/// <summary>Each key of the section <c>service</c> that is not shown elsewhere, seen in what the daemon does.</summary>
public sealed class ServiceKeyEffectTests
{
    private const string Look = "balancing: {enable: false}";

    [Fact]
    [ShowsEffectOf("service.schedule")]
    public async Task It_plans_again_after_the_interval()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Look, service: "schedule: {interval: 5, format: minutes}", speed: 1000);
        var begun = site.Cluster.Clock.GetUtcNow();
        await using var daemon = RunningDaemon.Start(site);

        await daemon.UntilAsync(() => daemon.Log.Split("Improved").Length > 3, "a third plan");

        Assert.InRange(site.Cluster.Clock.GetUtcNow() - begun, TimeSpan.FromMinutes(2 * 5 * 0.9), TimeSpan.FromDays(7));
        await daemon.StopAsync();
    }

    [Fact]
    [ShowsEffectOf("service.delay")]
    public async Task The_first_plan_waits_as_long_as_the_file_says()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Look, service: "delay: {enable: true, time: 30, format: minutes}", speed: 1000);
        var begun = site.Cluster.Clock.GetUtcNow();
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("Improved");

        Assert.InRange(site.Cluster.Clock.GetUtcNow() - begun, TimeSpan.FromMinutes(30), TimeSpan.FromDays(7));
        await daemon.StopAsync();
    }

    [Fact]
    [ShowsEffectOf("service.listen")]
    public async Task It_listens_where_the_file_says_or_nowhere()
    {
        await using var open = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Look);
        await using var closed = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Look);
        await File.WriteAllTextAsync(closed.ConfigurationPath, (await File.ReadAllTextAsync(closed.ConfigurationPath)).Replace("listen: 127.0.0.1:0", "listen: none", StringComparison.Ordinal));
        await using var listening = RunningDaemon.Start(open);
        await using var silent = RunningDaemon.Start(closed);

        Assert.Equal(200, (await listening.GetAsync("healthz")).Status);
        await silent.SaysAsync("Improved");
        Assert.DoesNotContain("http://", silent.Log, StringComparison.Ordinal);

        await listening.StopAsync();
        await silent.StopAsync();
    }

    [Theory]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("origins: ['https://pve1.example.com:8006']", HttpStatusCode.Unauthorized)]
    [ShowsEffectOf("service.origins")]
    public async Task Another_web_site_is_heard_only_if_the_file_names_it(string service, HttpStatusCode status)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Look, service: service);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync(" are at http");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(daemon.Address, "api/v1/pause"));
        request.Headers.Add("Origin", "https://pve1.example.com:8006");
        request.Headers.Add("X-ProxLB", "1");

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        await daemon.StopAsync();
    }
}
