namespace ProxLB.Core.Execution.Journaling;

/// <summary>What a journal's entries come to: what is in flight, and the history of each guest. Safe for concurrent calls.</summary>
public sealed class JournalKnowledge
{
    /// <summary>How long the past of guests is remembered: a little more than the week that cooldowns look back.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(8);

    /// <summary>How long it is remembered which guests were moved off a node to empty it.</summary>
    public static readonly TimeSpan DrainRetention = TimeSpan.FromDays(90);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, OpenMigration> _open = [];
    private readonly Dictionary<int, GuestHistory> _guests = [];
    private readonly DrainMemory _drains = new();
    private JournaledPlan? _plan;
    private CircuitState? _circuit;
    private long _last;
    private DateTimeOffset? _lastMoveAt;

    /// <summary>The number of the newest migration; 0 if there is none.</summary>
    public long LastMigration
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>When a guest was last moved by us; null if never.</summary>
    public DateTimeOffset? LastMoveAt
    {
        get
        {
            lock (_gate)
            {
                return _lastMoveAt;
            }
        }
    }

    /// <summary>The plan that was begun last; null if none was.</summary>
    public JournaledPlan? LastPlan
    {
        get
        {
            lock (_gate)
            {
                return _plan;
            }
        }
    }

    /// <summary>The circuit as it was opened last, even if its time is over; null if it was never opened, or closed by the user.</summary>
    public CircuitState? Circuit
    {
        get
        {
            lock (_gate)
            {
                return _circuit;
            }
        }
    }

    /// <summary>The guests that were moved off a node when it was last emptied, and that we have not brought back; by VMID, no older than <see cref="DrainRetention"/>.</summary>
    /// <param name="node">The node's name.</param>
    public IReadOnlyList<int> DrainedFrom(string node)
    {
        ArgumentNullException.ThrowIfNull(node);
        lock (_gate)
        {
            return _drains.Of(node);
        }
    }

    /// <summary>Migrations that were asked for and whose end is not known, oldest first.</summary>
    public IReadOnlyList<OpenMigration> Open()
    {
        lock (_gate)
        {
            return [.. _open.Values];
        }
    }

    /// <summary>The history of one guest; empty if nothing is known.</summary>
    public GuestHistory Guest(int id)
    {
        lock (_gate)
        {
            return _guests.GetValueOrDefault(id, GuestHistory.Empty);
        }
    }

    /// <summary>The migrations whose entries are needed, however old they are.</summary>
    internal IReadOnlySet<long> Needed()
    {
        lock (_gate)
        {
            return _open.Keys.Concat(_drains.Migrations).ToHashSet();
        }
    }

    /// <summary>Takes in an entry.</summary>
    public void Apply(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            _last = Math.Max(_last, entry.Migration);
            switch (entry.Kind)
            {
                case JournalEntryKind.Intent when entry.Request is not null:
                    _open[entry.Migration] = new OpenMigration(entry, Ticket: null);
                    break;
                case JournalEntryKind.Ticket when _open.TryGetValue(entry.Migration, out var open):
                    var ticket = new MigrationTicket { Request = open.Request, Task = entry.Task, StartedAt = entry.StartedAt ?? entry.At };
                    _open[entry.Migration] = open with { Ticket = ticket };
                    break;
                case JournalEntryKind.Verification when _open.Remove(entry.Migration, out var closed):
                    Close(closed, entry);
                    break;
                case JournalEntryKind.Plan:
                    _plan = new JournaledPlan(entry.At, entry.Plan ?? "", entry.Goal ?? "", entry.Drained ?? []);
                    Forget(entry.At - Retention);
                    _drains.Forget(entry.At - DrainRetention);
                    break;
                case JournalEntryKind.CircuitOpened:
                    _circuit = new CircuitState(entry.Reason ?? "", entry.At, entry.Until ?? entry.At);
                    break;
                case JournalEntryKind.CircuitClosed:
                    _circuit = null;
                    break;
                default:
                    break;
            }
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (id, history) in _guests.ToArray())
        {
            var kept = history.Since(before);
            if (kept.IsEmpty)
            {
                _guests.Remove(id);
            }
            else
            {
                _guests[id] = kept;
            }
        }
    }

    private void Close(OpenMigration migration, JournalEntry entry)
    {
        var request = migration.Request;
        foreach (var guest in request.Carries.Prepend(request.Guest))
        {
            var history = _guests.GetValueOrDefault(guest, GuestHistory.Empty);
            var changed = entry.Outcome?.State switch
            {
                MigrationStates.Moved when migration.Intent.TakesBack => history.TakenBack(entry.At),
                MigrationStates.Moved => history.Moved(new PastMove(entry.At, request.From, request.To)),
                MigrationStates.MovedElsewhere => history.Moved(new PastMove(entry.At, request.From, entry.Outcome.Node ?? request.To)),
                MigrationStates.MovedBack => history.MovedBack(entry.At, request.To),
                MigrationStates.Failed or MigrationStates.Refused => history.Failed(entry.At),
                _ => history,
            };
            if (!changed.IsEmpty)
            {
                _guests[guest] = changed;
            }

            if (entry.Outcome?.State is MigrationStates.Moved or MigrationStates.MovedElsewhere)
            {
                _drains.Moved(guest, migration, entry.Outcome.Node ?? request.To, entry.At);
            }

            if (entry.Outcome?.State is MigrationStates.Moved or MigrationStates.MovedElsewhere or MigrationStates.MovedBack)
            {
                _lastMoveAt = entry.At;
            }
        }
    }
}
