using ProxLB.Host.Hosting;

namespace ProxLB.Host.Tests.Processes;

/// <summary>The daemon as a process of its own, against the API of a simulated cluster over HTTPS.</summary>
public sealed class DaemonProcessTests
{
    [Fact]
    public async Task It_balances_and_ends_with_SIGTERM()
    {
        await using var site = await ProcessSite.StartAsync();
        using var daemon = site.StartProcess("run");

        await daemon.SaysAsync("has ended:");
        await daemon.SignalAsync("TERM");
        var (exitCode, said) = await daemon.EndAsync();

        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.NotEmpty(site.Requested);
        Assert.Contains("Stopped.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E10_with_enable_false_it_plans_and_sends_no_POST()
    {
        await using var site = await ProcessSite.StartAsync("balancing: {enable: false}");
        site.ExpectNoPost();
        using var daemon = site.StartProcess("run");

        await daemon.SaysAsync("Improved");
        await daemon.SignalAsync("TERM");

        Assert.Equal(ExitCodes.Done, (await daemon.EndAsync()).ExitCode);
        await site.AssertNoPostAsync();
    }

    [MachineWithNetworkFact]
    public async Task E12_the_guest_that_it_runs_in_is_never_migrated()
    {
        await using var site = await ProcessSite.StartAsync(ProcessSite.Quick + "\nproxmox_cluster: {maintenance_nodes: [pve1]}");
        var card = MachineIdentity.Read().First(known => known.Contains(':', StringComparison.Ordinal));
        site.Cluster.Change(world => world.Guests[103].Config["net0"] = $"virtio={card.ToUpperInvariant()},bridge=vmbr0");
        using var daemon = site.StartProcess("run");

        await daemon.SaysAsync("has ended:");
        await daemon.SignalAsync("TERM");
        var (_, said) = await daemon.EndAsync();

        Assert.Contains("runs in guest 103, which is never migrated", said, StringComparison.Ordinal);
        Assert.Equal(ProcessSite.Guests.Except([103]), site.Requested.Order());
        Assert.Equal("pve1", site.NodeOf(103));
    }

    [Fact]
    public async Task A04_when_a_host_goes_down_while_migrations_run_the_next_is_asked()
    {
        await using var site = await ProcessSite.StartAsync();
        await using var first = new TcpRelay(site.Cluster.Port);
        await site.AddFirstHostAsync(first.Address.ToString()!);
        using var daemon = site.StartProcess("run");

        await site.RequestsAsync(1);
        await first.CutAsync();
        await daemon.SaysAsync("has ended:");
        await daemon.SignalAsync("TERM");

        Assert.Equal(ExitCodes.Done, (await daemon.EndAsync()).ExitCode);
        Assert.NotEqual(0, first.Connections);
        Assert.All(site.Requested, guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
    }
}
