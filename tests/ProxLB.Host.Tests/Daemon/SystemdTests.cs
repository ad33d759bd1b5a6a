using System.Net.Sockets;
using System.Text;
using ProxLB.Core.Operation;
using ProxLB.Host.Daemon.Systemd;

namespace ProxLB.Host.Tests.Daemon;

public sealed class SystemdTests
{
    [Fact]
    public async Task Systemd_is_told_of_readiness_life_reload_and_end()
    {
        var folder = Directory.CreateTempSubdirectory("proxlb-");
        var path = Path.Combine(folder.FullName, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}");
        await using var daemon = RunningDaemon.Start(site, context => context with { Environment = name => name switch { "NOTIFY_SOCKET" => path, "WATCHDOG_USEC" => "2000000", _ => null } });

        await ReceiveAsync(socket, "READY=1");
        await ReceiveAsync(socket, "WATCHDOG=1");
        await daemon.SaysAsync("Improved");
        daemon.Hangup();
        await ReceiveAsync(socket, "RELOADING=1");
        await ReceiveAsync(socket, "READY=1");
        var stopping = daemon.StopAsync();
        await ReceiveAsync(socket, "STOPPING=1");

        Assert.Equal(ExitCodes.Done, await stopping);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("30000000", null, 15)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_is_fed_twice_as_often_as_it_wants(string? microseconds, string? process, int? seconds)
    {
        using var systemd = SystemdNotifier.From(name => name switch { "WATCHDOG_USEC" => microseconds, "WATCHDOG_PID" => process, _ => null });

        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), systemd.WatchdogInterval);
    }

    [Fact]
    public void The_state_fits_into_one_line()
    {
        var run = new OperatorRun { Plan = "p", Goal = "target", AskedBy = "schedule", StartedAt = DateTimeOffset.UnixEpoch, Ended = 2, Total = 5 };

        Assert.Equal("Migrating: 2 of 5 done", Watchdog.Line(new OperatorState { Run = run }));
        Assert.Equal("Paused", Watchdog.Line(new OperatorState { Paused = true }));
        Assert.Equal("Trying again: No host answers.", Watchdog.Line(new OperatorState { LastError = "No host answers." }));
        Assert.StartsWith("Next run at ", Watchdog.Line(new OperatorState { NextRunAt = DateTimeOffset.UnixEpoch }), StringComparison.Ordinal);
    }

    private static async Task ReceiveAsync(Socket socket, string expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var buffer = new byte[4096];
        string text;
        do
        {
            text = Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
        }
        while (!text.StartsWith(expected, StringComparison.Ordinal));
    }
}
