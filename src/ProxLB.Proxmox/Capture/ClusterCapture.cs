using Microsoft.Extensions.Logging;
using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads the cluster into a snapshot: the bulk with one round of calls, the rest from memory where that is fresh.</summary>
internal sealed partial class ClusterCapture
{
    private readonly ProxmoxClient _client;
    private readonly ClusterFeatures _features;
    private readonly PermissionChecker _permissions;
    private readonly ProxmoxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HaReader _ha;
    private readonly HaMemory _haMemory = new();
    private readonly GuestConfigCache _configs;
    private readonly NodeHardwareCache _hardware;
    private readonly UsageReader _usage;
    private readonly TaskReader _tasks;
    private volatile Dictionary<string, long> _reclaimable = [];
    private volatile string? _version;
    private volatile IReadOnlyList<MissingPrivilege>? _warned;
    private int _zfsWarned;

    public ClusterCapture(ProxmoxClient client, ClusterFeatures features, PermissionChecker permissions, ProxmoxOptions options, TimeProvider time, ILogger logger)
    {
        _client = client;
        _features = features;
        _permissions = permissions;
        _options = options;
        _time = time;
        _logger = logger;
        _ha = new HaReader(client, features);
        _configs = new GuestConfigCache(client, time, options.ConfigMaxAge, logger);
        _hardware = new NodeHardwareCache(client, features, time, options.ConfigMaxAge, logger);
        _usage = new UsageReader(client, features, options, time);
        _tasks = new TaskReader(client, time);
    }

    /// <summary>Whether native rebalancing was on in the last capture; null before the first one.</summary>
    public bool? WasNativeRebalancing { get; private set; }

    /// <summary>The guest that has one of these identifiers, as it was last read; null if none.</summary>
    public int? FindGuest(IReadOnlyCollection<string> identifiers) => _configs.Find(identifiers);

    /// <summary>Whether a guest's configuration binds it otherwise than in the last capture, for better or worse. If so, the next capture reads it again.</summary>
    /// <exception cref="ApiException">It cannot be read.</exception>
    public async Task<bool> HasConfigChangedAsync(GuestRow guest, CancellationToken cancellationToken)
    {
        if (_configs.Remembered(guest.Id) is not { } before || before.BindsLike(await _configs.ReadNowAsync(guest, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        _configs.Distrust(guest.Id);
        return true;
    }

    /// <summary>Bytes that a node would have given back in the last capture.</summary>
    public long ReclaimableOn(string node) => _reclaimable.GetValueOrDefault(node);

    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken)
    {
        var capturedAt = _time.GetUtcNow();
        await ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        var reading = new Reading(_features, _logger);
        var permissions = ReadPermissionsAsync(cancellationToken);
        var answers = await ReadBulkAsync(reading, cancellationToken).ConfigureAwait(false);
        var missing = await permissions.ConfigureAwait(false);
        var rows = new ClusterRows(answers.Status, answers.Resources);
        CaptureDefects.ThrowIfBlind(rows, answers.Resources, _client.Caller);
        CaptureDefects.ThrowIfGuestsAreHidden(rows, missing, _client.Caller);
        LogDefects(rows);
        WarnOfZfs(answers.Resources);

        var online = rows.Nodes.Where(node => node.Online).ToList();
        _features.Keep(rows.Nodes.Select(node => node.Name));
        var onlineNames = online.Select(node => node.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hardware = _hardware.ReadAsync([.. online.Select(node => (node.Name, node.Row?.Uptime))], cancellationToken);
        var configs = _configs.ReadAsync([.. rows.Guests.Where(guest => onlineNames.Contains(guest.Node))], reading.Nodes, cancellationToken);
        var tasks = _tasks.ReadAsync(answers.Tasks, onlineNames, reading, cancellationToken);
        var usage = await _usage.ReadAsync(rows, reading, cancellationToken).ConfigureAwait(false);
        var readConfigs = await configs.ConfigureAwait(false);
        var mappings = await ReadMappingsAsync(readConfigs.Values, [.. rows.Nodes.Select(node => node.Name)], reading, cancellationToken).ConfigureAwait(false);
        var facts = new CaptureFacts(capturedAt, answers, rows, await hardware.ConfigureAwait(false), readConfigs, usage, mappings, await tasks.ConfigureAwait(false), _haMemory.Update(answers.Ha.Manager));
        _reclaimable = usage.Nodes.ToDictionary(node => node.Key, node => node.Value.ReclaimableBytes, StringComparer.OrdinalIgnoreCase);
        WasNativeRebalancing = answers.Options is null ? WasNativeRebalancing : HaFactsBuilder.IsNativeRebalancing(answers.Options.Crs);
        return SnapshotBuilder.Build(facts, _options);
    }

    /// <summary>Makes sure that the cluster's version is known, so that nothing unknown is asked.</summary>
    public async Task<string> EnsureVersionAsync(CancellationToken cancellationToken) =>
        _version ?? await ReadVersionAsync(cancellationToken).ConfigureAwait(false);

    // In every capture: clusters are upgraded while this program runs.
    private async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.GetAsync("version", ApiContext.Default.VersionAnswer, cancellationToken).ConfigureAwait(false);
        var version = PveVersion.Parse(answer?.Version)
            ?? throw new ApiException(ApiFailure.BadAnswer, $"{_client.Host} does not say which version of Proxmox VE it is ('{answer?.Version}').", "no version");
        if (version < PveVersion.Oldest && answer!.Version != _version)
        {
            LogOld(version, PveVersion.Oldest);
        }

        _features.Answering(version);
        return _version = answer!.Version!;
    }

    private async Task<ClusterAnswers> ReadBulkAsync(Reading reading, CancellationToken cancellationToken)
    {
        var status = _client.GetListAsync("cluster/status", ApiContext.Default.ClusterStatusEntry, cancellationToken);
        var resources = _client.GetListAsync("cluster/resources", ApiContext.Default.ClusterResource, cancellationToken);
        var options = reading.TryAsync("GET /cluster/options", () => _client.GetAsync("cluster/options", ApiContext.Default.ClusterOptionsAnswer, cancellationToken));
        var storages = reading.TryAsync("GET /storage", () => ListAsync("storage", ApiContext.Default.StorageConfig, cancellationToken));
        var replication = reading.TryAsync("GET /cluster/replication", () => ListAsync("cluster/replication", ApiContext.Default.ReplicationJob, cancellationToken));
        var tasks = reading.TryAsync("GET /cluster/tasks", () => ListAsync("cluster/tasks", ApiContext.Default.TaskEntry, cancellationToken));
        var ha = _ha.ReadAsync(reading, cancellationToken);
        await Task.WhenAll(status, resources, options, storages, replication, tasks, ha).ConfigureAwait(false);
        return new ClusterAnswers
        {
            Status = await status.ConfigureAwait(false),
            Resources = await resources.ConfigureAwait(false),
            Options = await options.ConfigureAwait(false),
            Storages = await storages.ConfigureAwait(false),
            Replication = await replication.ConfigureAwait(false),
            Tasks = await tasks.ConfigureAwait(false),
            Ha = await ha.ConfigureAwait(false),
        };
    }

    private async Task<MappingFacts> ReadMappingsAsync(IEnumerable<GuestConfig> configs, IReadOnlyCollection<string> nodes, Reading reading, CancellationToken cancellationToken)
    {
        var kinds = configs.SelectMany(config => config.Mapped).Select(resource => resource.Kind).Distinct(StringComparer.Ordinal)
            .Where(kind => kind == "dir" ? _features.HasDirectoryMappings : _features.HasMappings).ToList();
        if (kinds.Count == 0)
        {
            return new MappingFacts(new Dictionary<string, IReadOnlyList<MappingEntry>?>(), nodes);
        }

        var read = await Task.WhenAll(kinds.Select(async kind => (kind,
            await reading.TryAsync($"GET /cluster/mapping/{kind}", () => ListAsync($"cluster/mapping/{kind}", ApiContext.Default.MappingEntry, cancellationToken)).ConfigureAwait(false)))).ConfigureAwait(false);
        return new MappingFacts(read.ToDictionary(entry => entry.kind, entry => entry.Item2, StringComparer.Ordinal), nodes);
    }

    private async Task<IReadOnlyList<T>?> ListAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await _client.GetListAsync(path, type, cancellationToken).ConfigureAwait(false);

    // Asked in every capture: rights may be taken away at any time. Each lack is a warning once.
    private async Task<IReadOnlyList<MissingPrivilege>> ReadPermissionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var missing = await _permissions.CheckAsync(cancellationToken).ConfigureAwait(false);
            foreach (var privilege in missing.Except(_warned ?? []))
            {
                LogMissing(privilege);
            }

            return _warned = missing;
        }
        catch (ApiException failure) when (failure.Failure is not (ApiFailure.NotAuthenticated or ApiFailure.NotTrusted))
        {
            return _warned ?? [];
        }
    }

    // Once: it is so until the cluster is upgraded.
    private void WarnOfZfs(IReadOnlyList<ClusterResource> resources)
    {
        var nodes = _features.HasPressure ? [] : resources.Where(row => row.PluginType == "zfspool").Select(row => row.Node).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (nodes.Count > 0 && Interlocked.Exchange(ref _zfsWarned, 1) == 0)
        {
            LogZfs(_version!, string.Join(", ", nodes.Order(StringComparer.Ordinal)));
        }
    }

    private void LogDefects(ClusterRows rows)
    {
        if (rows.Unreadable > 0)
        {
            LogLost(rows.Unreadable);
        }

        foreach (var id in rows.Repeated)
        {
            LogRepeated(id);
        }
    }
}
