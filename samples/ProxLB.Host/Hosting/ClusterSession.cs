using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Logging;
using ProxLB.Proxmox;

namespace ProxLB.Host.Hosting;

/// <summary>The libraries, wired as the configuration says, for one command.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HostConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly TaskScheduler? _scheduler;
    private readonly InMemoryJournal _unkept = new();
    private readonly OwnGuest _own;
    private readonly FactsAmendment _amendment;
    private readonly string _host;
    private GuardedProvider? _provider;
    private OperatorMemory? _memory;
    private StateDirectory? _state;
    private JournalKnowledge? _read;
    private PlanExecutor? _executor;

    private ClusterSession(ServiceProvider services, HostConfiguration configuration, TimeProvider time, HostContext context)
    {
        _host = context.HostName;
        _own = new OwnGuest(context.MachineIdentifiers(), known => Proxmox?.FindGuest(known));
        _amendment = new FactsAmendment(configuration.Maintenance, _own, TimeZoneInfo.Local);
        _services = services;
        _configuration = configuration;
        _time = time;
        _scheduler = context.Scheduler;
    }

    /// <summary>Makes plans.</summary>
    public IBalancer Balancer => _services.GetRequiredService<IBalancer>();

    /// <summary>Answers questions.</summary>
    public ClusterAnalyzer Analyzer => _services.GetRequiredService<ClusterAnalyzer>();

    /// <summary>The cluster.</summary>
    public IClusterProvider Provider => _provider ??= new GuardedProvider(_services.GetRequiredService<IClusterProvider>(), _own);

    /// <summary>The cluster of Proxmox behind <see cref="Provider"/>; null if it is another, as in a test.</summary>
    public ProxmoxClusterProvider? Proxmox => _services.GetRequiredService<IClusterProvider>() as ProxmoxClusterProvider;

    /// <summary>The VMID of the guest that this program runs in; null if it runs in none of the cluster's.</summary>
    public int? OwnGuestId => _own.Id;

    /// <summary>What outlives the process once <see cref="OpenState"/> was called; kept in memory before.</summary>
    private IExecutionJournal Journal => _state is null ? _unkept : _state.Journal;

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
    /// <param name="log">Where the log goes; null: to standard error as text.</param>
    public static ClusterSession Open(
        HostContext context, HostConfiguration configuration, bool verbose, TimeProvider? clusterTime = null, bool quiet = false, ILoggerProvider? log = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clusterTime ?? context.Time);
        services.AddLogging(logging => logging
            .SetMinimumLevel(log is not null ? LogLevel.Trace : verbose ? LogLevel.Debug : quiet ? LogLevel.Error : LogLevel.Warning)
            .AddProvider(log ?? new TextLoggerProvider(context.Error, context.Time, configuration.Service.JsonLog ? LogFormat.Json : LogFormat.Text)));
        services.AddProxmox(options => OptionsCopy.Copy(configuration.Proxmox, options));
        services.AddProxLB(options => OptionsCopy.Copy(configuration.Balancer, options));
        context.ConfigureServices?.Invoke(services);
        return new(services.BuildServiceProvider(), configuration, clusterTime ?? context.Time, context);
    }

    /// <summary>Takes the folder that holds what must survive the process; another process cannot have it at the same time.</summary>
    /// <exception cref="UserErrorException">It is in use, or cannot be written.</exception>
    public void OpenState(string path, string command)
    {
        if (!TryOpenState(path, command))
        {
            throw new UserErrorException(StateOwner.Describe(path));
        }
    }

    /// <summary>Takes the folder that holds what must survive the process, unless another process has it.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public bool TryOpenState(string path, string command)
    {
        try
        {
            _state = StateDirectory.Open(path);
            _memory = OperatorMemory.Open(StateLocation.MemoryFile(path));
            new StateOwner(Environment.ProcessId, command, Address: null).Write(path);
            return true;
        }
        catch (StateDirectoryInUseException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: the state directory cannot be used: {exception.Message} Name another one with service.state_dir.");
        }
    }

    /// <summary>Reads what is kept in the state directory, without its lock: whoever wants it for migrations, as a daemon that starts, must not find it taken by a command that only looks.</summary>
    /// <returns>Whether it could be read; a folder that does not exist counts as empty.</returns>
    public bool TryReadState(string path)
    {
        _memory = OperatorMemory.Open(StateLocation.MemoryFile(path));
        try
        {
            _read = StateDirectory.Read(path);
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

    /// <summary>Nodes that were drained on this host and are not used until they are undrained.</summary>
    public IReadOnlyList<string> Drained => _memory?.Drained ?? [];

    /// <summary>Why it is not known which nodes were drained, in one sentence; null: it is.</summary>
    public string? MemoryDefect => _memory?.Defect;

    /// <summary>Writes down which nodes are used from now on.</summary>
    /// <exception cref="UserErrorException">It cannot be written down.</exception>
    public void Drain(IReadOnlyList<string> drained, IReadOnlyList<string> undrained)
    {
        try
        {
            _memory?.Drain(drained, undrained);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{_memory}: cannot be written: {exception.Message} Make room or mend the directory; nothing was migrated.");
        }
    }

    /// <summary>Reads the cluster; maintenance by schedule, drained nodes and the cooldown of guests that were moved lately are included.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="used">Drained nodes that count as used again.</param>
    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken, params IReadOnlyList<string> used)
    {
        var facts = Amend(await Provider.CaptureAsync(cancellationToken), _time.GetUtcNow());
        RuleDigest = HaRuleDigest.Of(facts.Ha);
        return GuestDamping.Apply(Mark(facts, used), Knowledge, _configuration.Execution.Damping, _time.GetUtcNow());
    }

    /// <summary>Adds to the facts what only this program knows.</summary>
    public ClusterSnapshot Amend(ClusterSnapshot facts, DateTimeOffset now) => _amendment.Apply(facts, now);

    /// <summary>Whether this host may migrate guests now.</summary>
    public Task<ActingDecision> AskWhetherToActAsync(CancellationToken cancellationToken) =>
        _configuration.Service.EnableHa && Proxmox is { } proxmox
            ? HaMastership.AskAsync(_host, proxmox.GetHaMasterAsync, cancellationToken)
            : Task.FromResult(ActingDecision.Yes);

    /// <summary>Carries plans out; asked for after <see cref="OpenState"/>. What it plans anew knows of maintenance and drained nodes too.</summary>
    public PlanExecutor Executor => _executor ??= new(
        new AmendedProvider(Provider, facts => Mark(Amend(facts, _time.GetUtcNow()), [])),
        _configuration.Execution,
        Journal,
        _time,
        _services.GetRequiredService<ILogger<PlanExecutor>>(),
        _scheduler);

    /// <summary>Whether an earlier run was ended while migrations were in flight; the next one follows them to their end.</summary>
    public bool HasMigrationsInFlight => Knowledge.Open().Count > 0;

    private ClusterSnapshot Mark(ClusterSnapshot facts, IReadOnlyList<string> used) => _memory?.Mark(facts, used) ?? facts;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _state?.Dispose();
    }
}
