using ProxLB.Core.Cluster;

namespace ProxLB.Core.Operation;

/// <summary>What has changed between two looks at a cluster that a plan relies on. Load drifts all the time and does not count: each step checks for room itself.</summary>
internal static class FactsDifference
{
    /// <summary>One sentence for each difference; empty if a plan of the old facts still holds.</summary>
    public static IReadOnlyList<string> Between(ClusterSnapshot old, ClusterSnapshot now) =>
        [.. Cluster(old, now), .. Nodes(old, now), .. Guests(old, now)];

    private static IEnumerable<string> Cluster(ClusterSnapshot old, ClusterSnapshot now)
    {
        if (old.Quorate != now.Quorate)
        {
            yield return now.Quorate ? "The cluster has quorum again." : "The cluster has lost quorum.";
        }

        if (HaRuleDigest.Of(old.Ha) != HaRuleDigest.Of(now.Ha))
        {
            yield return "The HA rules or groups are others.";
        }

        if (old.Ha.NativeAutoRebalance != now.Ha.NativeAutoRebalance)
        {
            yield return now.Ha.NativeAutoRebalance ? "Native rebalancing was switched on." : "Native rebalancing was switched off.";
        }
    }

    private static IEnumerable<string> Nodes(ClusterSnapshot old, ClusterSnapshot now)
    {
        var known = old.Nodes.ToDictionary(node => node.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var node in now.Nodes)
        {
            if (!known.Remove(node.Name, out var before))
            {
                yield return $"Node {node.Name} is new.";
                continue;
            }

            if (before.Online != node.Online)
            {
                yield return $"Node {node.Name} is {(node.Online ? "online" : "offline")} now.";
            }

            if (before.Maintenance != node.Maintenance || before.HaStatus != node.HaStatus)
            {
                yield return node.Maintenance ? $"Node {node.Name} is in maintenance now." : $"The maintenance or HA status of node {node.Name} has changed.";
            }
        }

        foreach (var name in known.Keys)
        {
            yield return $"Node {name} is gone.";
        }
    }

    private static IEnumerable<string> Guests(ClusterSnapshot old, ClusterSnapshot now)
    {
        var known = old.Guests.ToDictionary(guest => guest.Id);
        foreach (var guest in now.Guests)
        {
            if (!known.Remove(guest.Id, out var before))
            {
                yield return $"Guest {Label(guest)} is new.";
            }
            else if (Change(before, guest) is { } change)
            {
                yield return $"Guest {Label(guest)} {change}.";
            }
        }

        foreach (var guest in known.Values)
        {
            yield return $"Guest {Label(guest)} is gone.";
        }
    }

    private static string? Change(Guest old, Guest now)
    {
        if (!string.Equals(old.Node, now.Node, StringComparison.OrdinalIgnoreCase))
        {
            return $"is on {now.Node} now, not on {old.Node}";
        }

        if (!string.Equals(old.MigratingTo, now.MigratingTo, StringComparison.OrdinalIgnoreCase))
        {
            return now.MigratingTo is null ? "is no longer migrating" : $"is migrating to {now.MigratingTo}";
        }

        if (old.Running != now.Running)
        {
            return now.Running == true ? "was started" : "was stopped";
        }

        if (old.MemoryBytes != now.MemoryBytes || old.CpuCores != now.CpuCores || !old.Disks.SequenceEqual(now.Disks))
        {
            return "has another size";
        }

        return old.Pool != now.Pool || old.HaState != now.HaState || old.HaGroup != now.HaGroup || !old.Tags.Order(StringComparer.Ordinal).SequenceEqual(now.Tags.Order(StringComparer.Ordinal))
            ? "has other tags, another pool or another HA state"
            : null;
    }

    private static string Label(Guest guest) => guest.Name is { Length: > 0 } name ? $"{guest.Id} {name}" : $"{guest.Id}";
}
