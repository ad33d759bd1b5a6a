using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Chaos;

/// <summary>Acts as other administrators do, and judges each request at the moment it arrives.</summary>
internal sealed class ChaosWatch(InMemoryClusterProvider cluster, ExecutionOptions options, TimeProvider time)
{
    /// <summary>What the running process knows.</summary>
    public JournalKnowledge Knowledge { get; set; } = new();

    public List<string> Violations { get; } = [];

    /// <summary>Guests that others have touched; of them nothing is known for sure.</summary>
    public HashSet<int> Touched { get; } = [];

    /// <summary>Tasks that the cluster was asked to abort.</summary>
    public HashSet<string> Aborted { get; } = [];

    public void BeforeStart(MigrationRequest request)
    {
        var announced = Knowledge.Open().Count(open => open.Request.Guest == request.Guest);
        if (announced != 1)
        {
            Violations.Add($"Guest {request.Guest} has {announced} open intents at its start.");
        }

        if (Running().Any(running => running.Guests.Contains(request.Guest)))
        {
            Violations.Add($"Guest {request.Guest} is started while it is under way.");
        }
    }

    public void AfterStart(MigrationTicket ticket)
    {
        var running = Running().ToList();
        Judge(running.Count, options.MaxParallel, "in all");
        Judge(running.Count(one => one.Ticket.Request.From == ticket.Request.From), options.MaxOut, $"from {ticket.Request.From}");
        Judge(running.Count(one => one.Ticket.Request.To == ticket.Request.To), options.MaxIn, $"to {ticket.Request.To}");
    }

    public void Act(Random random)
    {
        var now = cluster.Current;
        var busy = Running().SelectMany(migration => migration.Guests).ToHashSet();
        var idle = now.Guests.Where(guest => !busy.Contains(guest.Id) && guest.Id < 1000).ToList();
        if (idle.Count == 0)
        {
            return;
        }

        var victim = idle[random.Next(idle.Count)];
        var node = now.Nodes[random.Next(now.Nodes.Count)].Name;
        switch (random.Next(9))
        {
            case 0 or 1:
                Touched.Add(victim.Id);
                cluster.Move(victim.Id, node);
                break;
            case 2 or 3:
                Change(victim.Id, guest => guest with { Lock = guest.Lock is null ? "backup" : null });
                break;
            case 4 when idle.Count > 5 && random.Next(3) == 0:
                Touched.Add(victim.Id);
                cluster.Change(facts => facts with { Guests = [.. facts.Guests.Where(guest => guest.Id != victim.Id)] });
                break;
            case 5 or 6:
                cluster.Change(facts => facts with { Nodes = [.. facts.Nodes.Select(one => one.Name == node ? one with { Online = !one.Online } : one)] });
                break;
            case 7:
                cluster.Change(facts => facts with { Quorate = random.Next(4) != 0 });
                break;
            default:
                // Somebody else's migration of a guest that no plan names begins or ends.
                Change(1000 + random.Next(3), guest => guest with { MigratingTo = guest.MigratingTo is null ? node : null });
                break;
        }
    }

    /// <summary>Good weather: all nodes are there, nothing is locked.</summary>
    public void Clear() => cluster.Change(facts => facts with
    {
        Quorate = true,
        Nodes = [.. facts.Nodes.Select(node => node with { Online = true })],
        Guests = [.. facts.Guests.Select(guest => guest with { Lock = null, MigratingTo = null })],
    });

    private void Change(int id, Func<Guest, Guest> change) =>
        cluster.Change(facts => facts with { Guests = [.. facts.Guests.Select(guest => guest.Id == id ? change(guest) : guest)] });

    private IEnumerable<InMemoryMigration> Running() =>
        cluster.Started.Where(migration => migration.EndsAt > time.GetUtcNow() && !Aborted.Contains(migration.Ticket.Task!));

    private void Judge(int count, int limit, string where)
    {
        if (count > limit)
        {
            Violations.Add($"{count} migrations {where} where {limit} are allowed.");
        }
    }
}
