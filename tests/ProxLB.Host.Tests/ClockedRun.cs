using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Execution;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests;

/// <summary>Commands over a cluster in memory whose time passes as fast as it can; what they write down is kept from one to the next.</summary>
internal sealed class ClockedRun : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("proxlb-");
    private readonly TemporaryFile _file;

    public ClockedRun(string balancing)
    {
        Provider = new(SiteClusters.OneHotNode(), _clock) { Duration = _ => TimeSpan.FromMinutes(20) };
        _file = new($$"""
            proxmox_api: {hosts: [a], user: a@pam, pass: x}
            balancing: { {{balancing}} }
            service: {state_dir: {{_state.FullName}}}
            """);
    }

    public InMemoryClusterProvider Provider { get; }

    public Task<HostResult> DrainAsync() => StartAsync("drain", "pve1", "--yes");

    public Task<HostResult> StartAsync(params string[] arguments)
    {
        var runner = new HostRunner { Time = _clock, Scheduler = _clock.Scheduler, Services = services => services.AddSingleton<IClusterProvider>(Provider) };
        return _clock.RunAsync(runner.StartAsync([.. arguments, "--config", _file.Path]), TimeSpan.FromDays(3));
    }

    public void Dispose()
    {
        _file.Dispose();
        _state.Delete(recursive: true);
    }
}
