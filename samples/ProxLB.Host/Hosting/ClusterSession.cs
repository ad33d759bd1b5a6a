using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Logging;

namespace ProxLB.Host.Hosting;

/// <summary>The libraries, wired as the configuration says, for one command.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HostConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly InMemoryJournal _memory = new();
    private StateDirectory? _state;
    private JournalKnowledge? _read;
    private PlanExecutor? _executor;

    private ClusterSession(ServiceProvider services, HostConfiguration configuration, TimeProvider time)
    {
        _services = services;
        _configuration = configuration;
        _time = time;
    }

    /// <summary>Makes plans.</summary>
    public IBalancer Balancer => _services.GetRequiredService<IBalancer>();

    /// <summary>Answers questions.</summary>
    public ClusterAnalyzer Analyzer => _services.GetRequiredService<ClusterAnalyzer>();

    /// <summary>The cluster.</summary>
    public IClusterProvider Provider => _services.GetRequiredService<IClusterProvider>();

    /// <summary>What outlives the process once <see cref="OpenState"/> was called; kept in memory before.</summary>
    private IExecutionJournal Journal => _state is null ? _memory : _state.Journal;

    private JournalKnowledge Knowledge => _read ?? Journal.Knowledge;

    /// <summary>Until when the cluster's figures lag behind the last migration; null: they do not.</summary>
    public DateTimeOffset? SettlingUntil =>
        GuestDamping.SettledAt(Knowledge, _configuration.Execution.Damping) is { } settled && settled > _time.GetUtcNow() ? settled : null;

    /// <summary>What was wrong with the journal in the state directory and was mended, one sentence each.</summary>
    public IReadOnlyList<string> Repairs => _state?.Journal.Repairs ?? [];

    /// <summary>The digest of the HA rules that were read last; null: none were, so a plan from a file is held to those at its start.</summary>
    public string? RuleDigest { get; private set; }

    /// <summary>Wires the libraries.</summary>
    /// <param name="context">How the program meets the outside.</param>
    /// <param name="configuration">What it is to do.</param>
    /// <param name="verbose">Whether the whole log is printed, not only warnings.</param>
    /// <param name="clusterTime">The cluster's clock, if it is not that of this host.</param>
    /// <param name="quiet">Whether not even warnings are printed.</param>
    public static ClusterSession Open(
        HostContext context, HostConfiguration configuration, bool verbose, TimeProvider? clusterTime = null, bool quiet = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clusterTime ?? context.Time);
        services.AddLogging(logging => logging
            .SetMinimumLevel(verbose ? LogLevel.Debug : quiet ? LogLevel.Error : LogLevel.Warning)
            .AddProvider(new TextLoggerProvider(context.Error, context.Time)));
        services.AddProxmox(options => OptionsCopy.Copy(configuration.Proxmox, options));
        services.AddProxLB(options => OptionsCopy.Copy(configuration.Balancer, options));
        context.ConfigureServices?.Invoke(services);
        return new(services.BuildServiceProvider(), configuration, clusterTime ?? context.Time);
    }

    /// <summary>Takes the folder that holds what must survive the process; another process cannot have it at the same time.</summary>
    /// <exception cref="UserErrorException">It is in use, or cannot be written.</exception>
    public void OpenState(string path)
    {
        try
        {
            _state = StateDirectory.Open(path);
        }
        catch (StateDirectoryInUseException)
        {
            throw new UserErrorException($"{path}: another proxlb is migrating guests with this state directory. Wait until it has ended, or stop it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: the state directory cannot be used: {exception.Message} Name another one with service.state_dir.");
        }
    }

    /// <summary>Reads what is kept in the state directory and leaves it to others; for commands that migrate nothing.</summary>
    /// <returns>Whether it could be read; a folder that does not exist counts as empty.</returns>
    public bool TryReadState(string path)
    {
        if (!Directory.Exists(path))
        {
            return true;
        }
        try
        {
            using var state = StateDirectory.Open(path);
            _read = state.Journal.Knowledge;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The guests that this host moved off a node when it was last emptied, and that are still elsewhere.</summary>
    public IReadOnlyList<int> DrainedFrom(string node, ClusterSnapshot facts) =>
        [.. facts.Guests.Where(guest => !Same(guest.Node, node)).Select(guest => guest.Id).Intersect(Knowledge.DrainedFrom(node)).Order()];

    /// <summary>Reads the cluster; maintenance by schedule and the cooldown of guests that were moved lately are included.</summary>
    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken)
    {
        var scheduled = _configuration.Maintenance.NodesAt(_time.GetUtcNow(), TimeZoneInfo.Local);
        var maintenance = _configuration.Balancer.Nodes.Maintenance;
        maintenance.AddRange(scheduled.Except(maintenance, StringComparer.OrdinalIgnoreCase).ToList());
        var facts = await Provider.CaptureAsync(cancellationToken);
        RuleDigest = HaRuleDigest.Of(facts.Ha);
        return GuestDamping.Apply(facts, Knowledge, _configuration.Execution.Damping, _time.GetUtcNow());
    }

    /// <summary>Carries plans out; asked for after <see cref="OpenState"/>.</summary>
    public PlanExecutor Executor =>
        _executor ??= new(Provider, _configuration.Execution, Journal, _time, _services.GetRequiredService<ILogger<PlanExecutor>>());

    /// <summary>Whether an earlier run was ended while migrations were in flight; the next one follows them to their end.</summary>
    public bool HasMigrationsInFlight => Knowledge.Open().Count > 0;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _state?.Dispose();
    }
}
