using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;
using ProxLB.Proxmox.Migration;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox;

/// <summary>A Proxmox VE cluster, 7.4 to 9.2, through its API. Safe for concurrent calls; keep one for as long as the cluster is watched, for it remembers what hardly changes.</summary>
public sealed class ProxmoxClusterProvider : IClusterProvider, IDisposable
{
    private readonly ProxmoxClient _client;
    private readonly ClusterCapture _capture;
    private readonly MigrationService _migrations;
    private readonly PermissionChecker _permissions;

    internal ProxmoxClusterProvider(ProxmoxOptions options, TimeProvider time, ILoggerFactory loggers, Network? network = null)
    {
        ProxmoxOptionsValidator.ThrowIfInvalid(options);
        var features = new ClusterFeatures();
        _client = new ProxmoxClient(options, time, loggers.CreateLogger<ProxmoxClient>(), network);
        _permissions = new PermissionChecker(_client, features, options);
        _capture = new ClusterCapture(_client, features, _permissions, options, time, loggers.CreateLogger<ClusterCapture>());
        _migrations = new MigrationService(_client, features, _capture, options, time, loggers.CreateLogger<MigrationService>());
    }

    /// <summary>How many calls were made so far, logins not counted.</summary>
    public long Calls => _client.Calls;

    /// <summary>How many bytes the answers to those calls had.</summary>
    public long ReceivedBytes => _client.ReceivedBytes;

    /// <summary>Makes a provider without dependency injection.</summary>
    /// <param name="options">How the cluster is reached.</param>
    /// <param name="loggers">Where warnings go; null: nowhere.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <exception cref="ArgumentException">The options are wrong; all defects are named.</exception>
    public static ProxmoxClusterProvider Create(ProxmoxOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null) =>
        new(options, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);

    /// <inheritdoc/>
    /// <exception cref="PermissionDeniedException">A privilege is missing without which nothing can be read.</exception>
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => GuardAsync(() => _capture.CaptureAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => GuardAsync(() => _migrations.CheckAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => GuardAsync(() => _migrations.StartAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => GuardAsync(() => _migrations.AskAsync(ticket, cancellationToken));

    /// <inheritdoc/>
    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => GuardAsync(async () => await _migrations.CancelAsync(ticket, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        GuardAsync(() => _migrations.FindAsync(request, notBefore, cancellationToken));

    /// <summary>Looks which host answers, and whether the credentials have the rights that the options need.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="ClusterUnreachableException">No host answers, or the credentials are refused.</exception>
    public Task<ProxmoxDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var version = await _capture.EnsureVersionAsync(cancellationToken).ConfigureAwait(false);
        return new ProxmoxDiagnosis
        {
            Host = _client.Host.ToString(),
            Version = version,
            Caller = _client.Caller.ToString(),
            MissingPrivileges = await _permissions.CheckAsync(cancellationToken).ConfigureAwait(false),
        };
    });

    /// <summary>The node whose HA manager is in charge; null if none is.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="ClusterUnreachableException">No host answers, or the credentials are refused.</exception>
    public Task<string?> GetHaMasterAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var answer = await _client.GetAsync("cluster/ha/status/manager_status", ApiContext.Default.HaManagerAnswer, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(answer?.Status?.Master) ? null : answer.Status.Master;
    });

    /// <summary>What a user of the cluster may do on a path. The question is asked with his own credential, so that the cluster decides whether it is genuine.</summary>
    /// <param name="credential">His ticket or token.</param>
    /// <param name="path">Such as <c>/</c> or <c>/vms/100</c>; what higher paths and pools pass on to it is included.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The names of his privileges there; empty if he has none.</returns>
    /// <exception cref="CredentialRefusedException">The cluster refuses the credential.</exception>
    /// <exception cref="ClusterUnreachableException">No host answers.</exception>
    public async Task<IReadOnlySet<string>> GetPrivilegesAsync(UserCredential credential, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var query = $"access/permissions?path={Uri.EscapeDataString(path)}";
            var answer = await _client.GetAsUserAsync(query, credential, ApiContext.Default.PermissionsAnswer, cancellationToken).ConfigureAwait(false);
            return PermissionChecker.PrivilegesOn(answer, path);
        }
        catch (ApiException refused) when (refused.Failure == ApiFailure.NotAuthenticated)
        {
            throw new CredentialRefusedException($"The cluster refuses the credential of {credential.User}: {refused.Reason}", refused);
        }
        catch (ApiException failure)
        {
            throw new ClusterUnreachableException(failure.Message, failure);
        }
    }

    /// <summary>The guest in which a machine runs, by what the machine sees of itself. It must have been captured before.</summary>
    /// <param name="identifiers">Its SMBIOS UUID and MAC addresses, in lower case, the latter with colons.</param>
    /// <returns>The guest's VMID; null if no guest of the cluster has one of them.</returns>
    public int? FindGuest(IReadOnlyCollection<string> identifiers)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        return identifiers.Count == 0 ? null : _capture.FindGuest(identifiers);
    }

    /// <summary>Who calls and which host is asked; never a secret.</summary>
    public override string ToString() => $"{_client.Caller} at {_client.Host}";

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            throw ClusterError.From(failure, _client.Caller);
        }
    }
}
