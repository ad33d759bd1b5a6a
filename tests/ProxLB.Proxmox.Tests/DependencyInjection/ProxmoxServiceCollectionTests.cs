using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProxLB.Core.Execution;

namespace ProxLB.Proxmox.Tests.DependencyInjection;

public sealed class ProxmoxServiceCollectionTests
{
    [Fact]
    public void The_cluster_is_one_provider_under_both_names()
    {
        using var services = new ServiceCollection().AddProxLB().AddProxmox(Configure).Services.BuildServiceProvider();

        Assert.Same(services.GetRequiredService<ProxmoxClusterProvider>(), services.GetRequiredService<IClusterProvider>());
        Assert.Equal("API token lb@pve!bal at pve1:8006", services.GetRequiredService<IClusterProvider>().ToString());
    }

    [Fact]
    public void Wrong_options_are_named_when_the_provider_is_asked_for()
    {
        using var services = new ServiceCollection().AddProxmox(options => options.User = "nobody").BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IClusterProvider>);

        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void Defaults_are_what_the_documentation_says()
    {
        var options = new ProxmoxOptions();

        Assert.Equal((16, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(35), TimeSpan.FromMinutes(10)),
            (options.MaxParallelCalls, options.Retries, options.WaitTime, options.Timeout, options.CallTimeout, options.ConfigMaxAge));
        Assert.Equal((true, true, true, true, false), (options.VerifyCertificate, options.WithLocalDisks, options.Live, options.WithConntrackState, options.ReadGuestPressure));
        Assert.Equal(("average", TimeSpan.FromMinutes(30)), (options.Measure.Statistic, options.Measure.Window));
    }

    private static void Configure(ProxmoxOptions options)
    {
        options.Hosts = ["pve1"];
        options.User = "lb@pve";
        options.TokenId = "bal";
        options.TokenSecret = "secret";
    }
}
