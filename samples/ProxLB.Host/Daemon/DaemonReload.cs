using ProxLB.Core.Operation;
using ProxLB.Host.Configuration;
using ProxLB.Host.Daemon.Notifications;
using ProxLB.Host.Daemon.Systemd;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Daemon;

/// <summary>Reads the configuration again while the daemon runs. A file with mistakes changes nothing.</summary>
internal sealed class DaemonReload(
    HostContext context, string file, ClusterOperator cluster, RunLoop loop, Notifier notifier, SystemdNotifier systemd, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads it and takes it over, once the run in progress has ended.</summary>
    /// <param name="old">The configuration so far.</param>
    /// <param name="renew">Makes a session of the new one, and takes it over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RunAsync(HostConfiguration old, Func<HostConfiguration, (ClusterSession New, Func<ValueTask> Adopt)> renew, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        systemd.Reloading();
        try
        {
            var configuration = ConfigurationFile.Load(file, context.Environment);
            var (session, adopt) = renew(configuration);
            try
            {
                await cluster.UseAsync(DaemonSetup.Operator(session, configuration), cancellationToken);
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
            await adopt();
            loop.Use(DaemonSetup.Schedule(configuration));
            notifier.Use(configuration.Service.Notify);
            WarnOfRestart(old.Service, configuration.Service);
            DaemonLog.Reloaded(logger, configuration.File, configuration.Written.Count);
        }
        catch (UserErrorException exception)
        {
            DaemonLog.NotReloaded(logger, string.Join(Environment.NewLine, exception.Defects));
        }
#pragma warning disable CA1031 // Nothing in a new file may end the daemon.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            DaemonLog.NotReloaded(logger, exception.Message);
        }
        finally
        {
            systemd.Ready();
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private void WarnOfRestart(ServiceSettings old, ServiceSettings now)
    {
        if (!Equals(old.Listen, now.Listen) || !old.Origins.SequenceEqual(now.Origins, StringComparer.Ordinal))
        {
            DaemonLog.NeedsRestart(logger, "service.listen or service.origins");
        }
        if (old.StateDirectory != now.StateDirectory)
        {
            DaemonLog.NeedsRestart(logger, "service.state_dir");
        }
    }
}
