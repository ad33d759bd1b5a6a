using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Builds a guest of the world from its facts.</summary>
internal static class GuestBuilder
{
    public static void Add(ClusterWorld world, Guest facts)
    {
        var guest = world.AddGuest(facts.Id, facts.Kind, facts.Node);
        guest.Name = facts.Name ?? guest.Name;
        guest.Template = facts.Template;
        guest.Lock = facts.Lock;
        guest.Cores = (int)Math.Max(1, Math.Ceiling(facts.CpuCores ?? 1));
        guest.CpuUsed = facts.CpuUsed ?? 0.1;
        guest.MemoryBytes = facts.MemoryBytes ?? facts.MemoryUsedBytes ?? 1L << 30;
        guest.MemoryUsed = facts.MemoryUsedBytes ?? guest.MemoryBytes / 2;
        guest.CpuType = facts.CpuFlags.Count > 0 ? $"{facts.CpuType ?? "host"},flags=+{string.Join(";+", facts.CpuFlags)}" : facts.CpuType;
        guest.Pressure = facts.Pressure;
        guest.Tags.AddRange(facts.Tags);
        guest.Tags.AddRange(PriorityTag(facts));
        AddPool(world, guest, facts.Pool);
        for (var index = 0; index < facts.Disks.Count; index++)
        {
            guest.Volumes.Add(Volume(facts, index));
        }

        foreach (var key in facts.LocalResources)
        {
            guest.Config[key] = key.StartsWith("hostpci", StringComparison.Ordinal) ? "0000:01:00.0" : "1";
        }

        for (var index = 0; index < facts.ReplicatedTo.Count; index++)
        {
            world.ReplicationJobs.Add(new ReplicationJob(facts.Id, index, facts.ReplicatedTo[index]));
        }

        if (facts.Running == true && !facts.Template)
        {
            world.StartGuest(facts.Id);
            guest.StartedAt = world.Now - TimeSpan.FromDays(3);
            guest.FreshProcess = false;
        }
    }

    private static IEnumerable<string> PriorityTag(Guest facts)
    {
        var tag = facts.Priority switch
        {
            GuestPriority.High => "plb_priority_high",
            GuestPriority.Low => "plb_priority_low",
            _ => null,
        };
        return tag is null || facts.Tags.Contains(tag) ? [] : [tag];
    }

    private static void AddPool(ClusterWorld world, SimulatedGuest guest, string? pool)
    {
        guest.Pool = pool;
        if (pool is not null)
        {
            world.Pools.TryAdd(pool, new SimulatedPool(pool));
        }
    }

    private static GuestVolume Volume(Guest facts, int index)
    {
        var disk = facts.Disks[index];
        if (facts.Kind == GuestKind.Vm)
        {
            return new GuestVolume($"scsi{index}", disk.Storage, $"vm-{facts.Id}-disk-{index}", disk.Bytes);
        }

        var key = index == 0 ? "rootfs" : $"mp{index - 1}";
        return new GuestVolume(key, disk.Storage, $"subvol-{facts.Id}-disk-{index}", disk.Bytes)
        {
            Options = index == 0 ? null : $"mp=/data{index}",
        };
    }
}
