using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Benchmarks.Soak;

/// <summary>What happens to the cluster from hour to hour: load that drifts, backups at night, a weekly maintenance, one node that dies.</summary>
internal sealed class SoakWeather(SoakOptions options)
{
    private static readonly TimeSpan Backup = TimeSpan.FromMinutes(20);

    private readonly Random _random = new(options.Seed);
    private readonly Dictionary<int, (double Memory, double Cpu, double Phase, double Swing)> _guests = [];

    /// <summary>Changes the world at the start of an hour.</summary>
    public void Apply(ClusterWorld world, DateTimeOffset hour)
    {
        foreach (var guest in world.Guests.Values.Where(guest => !guest.Template))
        {
            Drift(guest, hour);
        }
        if (hour.Hour == 1)
        {
            foreach (var guest in world.Guests.Values.Where(guest => guest.Running && guest.Lock is null && guest.Id % 3 == hour.DayOfYear % 3).ToList())
            {
                world.StartBackup(guest.Id, Backup);
            }
        }
        if (options.FailureOnDay > 0 && Day(hour) == options.FailureOnDay)
        {
            if (hour.Hour == 10)
            {
                world.KillNode(LastNode(world));
            }
            else if (hour.Hour == 16)
            {
                world.ReviveNode(LastNode(world));
            }
        }
    }

    /// <summary>What disturbs the cluster at an hour; null: nothing.</summary>
    public string? IncidentAt(DateTimeOffset at) =>
        IsMaintenance(at) ? "maintenance"
        : options.FailureOnDay > 0 && Day(at) == options.FailureOnDay && at.Hour >= 10 && at.Hour < 20 ? "node failure"
        : Enumerable.Range(1, 4).Any(hours => IsMaintenance(at - TimeSpan.FromHours(hours))) ? "after maintenance"
        : at.Hour is 1 or 2 ? "backups"
        : null;

    /// <summary>Marks the node that is in maintenance.</summary>
    public ClusterSnapshot Amend(ClusterSnapshot facts, DateTimeOffset now)
    {
        if (!IsMaintenance(now))
        {
            return facts;
        }
        var turn = facts.Nodes[(Day(now) - 1) / 7 % (facts.Nodes.Count - 1)].Name;
        return facts with { Nodes = [.. facts.Nodes.Select(node => node.Name == turn ? node with { Maintenance = true } : node)] };
    }

    private static string LastNode(ClusterWorld world) => world.Nodes.Keys.Last();

    private bool IsMaintenance(DateTimeOffset at) => at.DayOfWeek == options.MaintenanceOn && at.Hour is >= 3 and < 6;

    private int Day(DateTimeOffset at) => (int)(at - options.Start).TotalDays + 1;

    /// <summary>A slow walk, and a wave a day.</summary>
    private void Drift(SimulatedGuest guest, DateTimeOffset hour)
    {
        if (!_guests.TryGetValue(guest.Id, out var load))
        {
            load = (0.3 + (0.4 * _random.NextDouble()), 0.1 + (0.3 * _random.NextDouble()), _random.NextDouble() * 24, 0.15 * _random.NextDouble());
        }
        load.Memory = Math.Clamp(load.Memory + (0.03 * (_random.NextDouble() - 0.5)), 0.15, 0.9);
        load.Cpu = Math.Clamp(load.Cpu + (0.06 * (_random.NextDouble() - 0.5)), 0.02, 0.8);
        _guests[guest.Id] = load;
        var wave = load.Swing * Math.Sin((hour.Hour - load.Phase) / 24 * 2 * Math.PI);
        guest.MemoryUsed = (long)(guest.MemoryBytes * Math.Clamp(load.Memory + wave, 0.1, 0.95));
        guest.CpuUsed = guest.Cores * Math.Clamp(load.Cpu + wave, 0.01, 0.95);
    }
}
