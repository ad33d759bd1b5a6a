namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Gives some guests tags that are broken at the start, so that a plan has something to repair.</summary>
internal static class DemonstrationRules
{
    public static void Apply(List<GuestDraft> guests, GeneratorOptions options)
    {
        if (guests.Count < 8 || options.Nodes < 2)
        {
            return;
        }

        var free = new Queue<GuestDraft>(guests.Where(guest => !guest.LocalDisk).OrderBy(guest => guest.MemoryUsed).ThenBy(guest => guest.Id));
        Together(free);
        Apart(free);
        Pinned(free);
        if (free.TryDequeue(out var ignored))
        {
            ignored.Tags.Add("plb_ignore_legacy");
        }
    }

    private static void Together(Queue<GuestDraft> free)
    {
        if (TakeTwo(free, (first, second) => first.Node != second.Node) is { } pair)
        {
            pair.First.Tags.Add("plb_affinity_shop");
            pair.Second.Tags.Add("plb_affinity_shop");
        }
    }

    private static void Apart(Queue<GuestDraft> free)
    {
        if (TakeTwo(free, (first, second) => first.Node == second.Node) is { } pair)
        {
            pair.First.Tags.Add("plb_anti_affinity_dns");
            pair.Second.Tags.Add("plb_anti_affinity_dns");
        }
    }

    private static void Pinned(Queue<GuestDraft> free)
    {
        if (free.TryDequeue(out var pinned))
        {
            pinned.Tags.Add($"plb_pin_{ClusterGenerator.NodeName(pinned.Node == 0 ? 1 : pinned.Node)}");
        }
    }

    private static (GuestDraft First, GuestDraft Second)? TakeTwo(Queue<GuestDraft> free, Func<GuestDraft, GuestDraft, bool> suits)
    {
        var all = free.ToList();
        foreach (var first in all)
        {
            if (all.Find(second => second != first && suits(first, second)) is { } second)
            {
                free.Clear();
                foreach (var guest in all.Where(guest => guest != first && guest != second))
                {
                    free.Enqueue(guest);
                }

                return (first, second);
            }
        }

        return null;
    }
}
