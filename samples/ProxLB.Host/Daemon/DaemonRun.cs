using ProxLB.Core.Operation;
using ProxLB.Host.Configuration;
using ProxLB.Host.Daemon.Metrics;
using ProxLB.Host.Daemon.Notifications;
using ProxLB.Host.Daemon.Systemd;
using ProxLB.Host.Hosting;
using ProxLB.Host.Logging;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Daemon;

/// <summary>The daemon, from its start to its end.</summary>
internal sealed class DaemonRun(HostContext context, string file, bool verbose) : IDisposable
{
    /// <summary>How long migrations in flight are followed after the signal to end; after it the cluster finishes them alone and the next start takes them up.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromMinutes(10);

    private readonly TextLoggerProvider _log = new(context.Error, context.Time);
    private HostConfiguration _configuration = null!;
    private ClusterSession _session = null!;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        _configuration = ConfigurationFile.Load(file, context.Environment);
        UseLog(_configuration);
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        var logger = loggers.CreateLogger<DaemonRun>();
        var directory = StateLocation.Of(_configuration, context.Environment);
        await StateOwnership.RequireAsync(directory, stop);
        using var systemd = SystemdNotifier.From(context.Environment);
        using var state = await DaemonState.TakeAsync(directory, context.Time, systemd, logger, stop);
        var memory = OperatorMemory.Open(StateLocation.MemoryFile(directory));
        foreach (var note in _configuration.Notes.Concat(state.Journal.Repairs).Concat(memory.Defect is null ? [] : [memory.Defect]))
        {
            DaemonLog.Note(logger, note);
        }
        if (context.MachineIdentifiers().Count == 0)
        {
            DaemonLog.UnknownMachine(logger);
        }
        _session = ClusterSession.Open(context, _configuration, verbose, log: _log);
        try
        {
            using var cluster = new ClusterOperator(DaemonSetup.Operator(_session, _configuration), state.Journal, context.Time, loggers, memory);
            await ServeAsync(cluster, directory, systemd, loggers, logger, stop);
        }
        finally
        {
            await _session.DisposeAsync();
        }
        DaemonLog.Stopped(logger);
        return ExitCodes.Done;
    }

    public void Dispose() => _log.Dispose();

    private async Task ServeAsync(
        ClusterOperator cluster, string directory, SystemdNotifier systemd, ILoggerFactory loggers, ILogger logger, CancellationToken stop)
    {
        using var meters = new MeterCollector(IsClusterHost);
        using var sender = new NotificationSender(TimeProvider.System, loggers.CreateLogger<NotificationSender>());
        using var loop = new RunLoop(cluster, DaemonSetup.Schedule(_configuration), context.Time, loggers.CreateLogger<RunLoop>());
        using var ending = new CancellationTokenSource();
        var notifier = new Notifier(cluster, sender, context.HostName);
        notifier.Use(_configuration.Service.Notify);

        // The server is there before the first run, so that its start can be watched.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var schedule = Task.Run(async () =>
        {
            await begin.Task;
            await loop.RunAsync(stop);
        }, CancellationToken.None);
        await using var server = await DaemonServer.StartAsync(_configuration.Service, cluster, () => _session.Proxmox, meters, schedule, _log);
        var address = server?.Urls.FirstOrDefault();
        new StateOwner(Environment.ProcessId, "run", address).Write(directory);
        var hosts = string.Join(", ", _configuration.Proxmox.Hosts);
        var interval = Figures.Duration(DaemonSetup.Schedule(_configuration).Interval);
        DaemonLog.Started(logger, ProgramVersion.Text, hosts, interval, directory);
        if (address is not null)
        {
            DaemonLog.Listening(logger, address);
        }

        Task[] beside =
        [
            notifier.RunAsync(ending.Token),
            new Watchdog(systemd, cluster, TimeProvider.System).RunAsync(schedule, ending.Token),
            new IdleMemory(cluster, TimeProvider.System).RunAsync(ending.Token),
            new GuestNote(cluster, () => _session.OwnGuestId, logger).RunAsync(ending.Token),
        ];
        using var reload = new DaemonReload(context, file, cluster, loop, notifier, systemd, logger);
        using var reloading = new CancellationTokenSource();
        context.Hangup.Listen(() => _ = reload.RunAsync(_configuration, Renew, reloading.Token));
        systemd.Ready();
        begin.SetResult();
        try
        {
            await schedule;
            await EndReloadsAsync();
            systemd.Stopping();
            systemd.NeedsTime(ShutdownPatience + TimeSpan.FromMinutes(1));
            DaemonLog.Stopping(logger, ShutdownPatience.TotalMinutes);
            await ShutDownAsync(cluster);
        }
        finally
        {
            await EndReloadsAsync();
            await ending.CancelAsync();
            await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (server is not null)
            {
                await server.StopAsync(new CancellationToken(canceled: true));
            }
        }

        // What waits for the end of a run is of no use to a daemon that ends.
        Task EndReloadsAsync()
        {
            context.Hangup.Listen(null);
            return reloading.CancelAsync();
        }
    }

    private async Task ShutDownAsync(ClusterOperator cluster)
    {
        using var patience = new CancellationTokenSource(ShutdownPatience, context.Time);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.Abort);
        await cluster.ShutDownAsync(leave.Token);
    }

    /// <summary>Takes a new configuration over.</summary>
    /// <returns>The session that is no longer used.</returns>
    private (ClusterSession New, Func<ValueTask> Adopt) Renew(HostConfiguration configuration)
    {
        var session = ClusterSession.Open(context, configuration, verbose, log: _log);
        return (session, async () =>
        {
            var old = _session;
            (_session, _configuration) = (session, configuration);
            UseLog(configuration);
            await old.DisposeAsync();
        }
        );
    }

    private void UseLog(HostConfiguration configuration)
    {
        var underSystemd = context.Environment("JOURNAL_STREAM") is { Length: > 0 } && !context.ErrorTerminal.Interactive;
        _log.Format = configuration.Service.JsonLog ? LogFormat.Json : underSystemd ? LogFormat.Journal : LogFormat.Text;
        _log.Least = verbose ? LogLevel.Debug : configuration.Service.LogLevel;
    }

    private bool IsClusterHost(string host) => _configuration.Proxmox.Hosts.Exists(configured => configured.Contains(host, StringComparison.OrdinalIgnoreCase));
}
