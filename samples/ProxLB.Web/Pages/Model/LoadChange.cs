using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Web.Pages.Model;

/// <summary>What a plan's guests take along from node to node.</summary>
internal sealed class LoadChange
{
    private readonly Dictionary<(string Node, string Dimension), double> _loads = [];
    private readonly Dictionary<string, int> _guests = new(StringComparer.OrdinalIgnoreCase);

    private LoadChange()
    {
    }

    public static LoadChange Of(ClusterSnapshot facts, MigrationPlan? plan)
    {
        var change = new LoadChange();
        if (plan is null || plan.Migrations.Count == 0)
        {
            return change;
        }

        var guests = facts.Guests.ToDictionary(guest => guest.Id);
        var shared = facts.Storages.Where(storage => storage.Shared).Select(storage => storage.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var migration in plan.Migrations)
        {
            foreach (var id in migration.Carries.Append(migration.Guest))
            {
                if (guests.TryGetValue(id, out var guest))
                {
                    change.Move(guest, migration.From, migration.To, shared);
                }
            }
        }

        return change;
    }

    /// <summary>How many more guests a node has.</summary>
    public int Guests(string node) => _guests.GetValueOrDefault(node);

    /// <summary>By which fraction of its capacity a node has more load.</summary>
    public double Load(ClusterNode node, string dimension)
    {
        double? capacity = dimension switch
        {
            "memory" => node.MemoryBytes,
            "cpu" => node.CpuCores,
            "disk" => node.DiskBytes,
            _ => null,
        };
        return capacity > 0 ? _loads.GetValueOrDefault((node.Name, dimension)) / capacity.Value : 0;
    }

    private void Move(Guest guest, string from, string to, HashSet<string> shared)
    {
        _guests[from] = _guests.GetValueOrDefault(from) - 1;
        _guests[to] = _guests.GetValueOrDefault(to) + 1;
        Move("disk", guest.Disks.Where(disk => !shared.Contains(disk.Storage)).Sum(disk => disk.Bytes), from, to);
        if (guest.Running == true)
        {
            Move("memory", guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0, from, to);
            Move("cpu", guest.CpuUsed ?? 0, from, to);
        }
    }

    private void Move(string dimension, double load, string from, string to)
    {
        _loads[(from, dimension)] = _loads.GetValueOrDefault((from, dimension)) - load;
        _loads[(to, dimension)] = _loads.GetValueOrDefault((to, dimension)) + load;
    }
}
