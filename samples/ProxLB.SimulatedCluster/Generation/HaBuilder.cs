using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Configures the HA manager of the world from the facts.</summary>
internal static class HaBuilder
{
    public static void Apply(ClusterWorld world, ClusterSnapshot snapshot)
    {
        var rules = world.Version.AtLeast(9, 0);
        foreach (var guest in snapshot.Guests.Where(guest => guest.HaState is not null))
        {
            var resource = world.Ha.Manage(guest.Id, guest.HaState);
            resource.Group = rules ? null : guest.HaGroup;
            resource.Failback = guest.HaFailback || !rules ? null : false;
            resource.AutoRebalance = guest.HaAutoRebalance || !world.Version.AtLeast(9, 2) ? null : false;
        }

        if (rules)
        {
            world.Ha.Rules.AddRange(snapshot.Ha.Rules.Select(rule => Rule(world, rule)));
        }
        else
        {
            foreach (var group in snapshot.Ha.Groups)
            {
                world.Ha.Groups[group.Name] = new ResourceGroup(group.Name, Nodes(group.Nodes)) { Restricted = group.Restricted, NoFailback = group.NoFailback };
            }
        }

        world.Ha.DisarmedMode = snapshot.Ha.DisarmedMode switch
        {
            HaDisarmedMode.Freeze => "freeze",
            HaDisarmedMode.Ignore => "ignore",
            _ => null,
        };
    }

    /// <summary>What the snapshot says that the manager is doing at the moment; call it after the first round.</summary>
    public static void ApplyState(ClusterWorld world, ClusterSnapshot snapshot)
    {
        foreach (var node in snapshot.Nodes.Where(node => node.HaStatus == HaNodeStatus.Maintenance))
        {
            world.Ha.SetMaintenance(node.Name, on: true);
        }

        foreach (var guest in snapshot.Guests)
        {
            if (!world.Ha.Services.TryGetValue(world.Guests[guest.Id].Sid, out var service))
            {
                continue;
            }

            service.MaintenanceNode = guest.HaMaintenanceNode;
            service.FailedNodes.AddRange(guest.HaFailedNodes);
            if (guest.HaStatus == "error")
            {
                world.Ha.SetError(service.Sid);
            }

            if (guest.HaPending is { Node: { } target } pending)
            {
                world.Ha.Request(service.Sid, new HaMotion(pending.Command ?? "migrate", target));
            }
        }
    }

    private static AffinityRule Rule(ClusterWorld world, HaRule rule)
    {
        List<string> resources = [.. rule.Guests.Where(world.Guests.ContainsKey).Select(id => world.Guests[id].Sid)];
        return rule.Type == HaRuleType.ResourceAffinity
            ? new ResourceAffinityRule(rule.Name, resources, rule.Affinity == HaAffinity.Positive) { Disabled = rule.Disabled }
            : new NodeAffinityRule(rule.Name, resources, Nodes(rule.Nodes))
            {
                Disabled = rule.Disabled,
                Strict = rule.Strict,
                Negative = rule.Affinity == HaAffinity.Negative,
            };
    }

    private static List<NodePriority> Nodes(IReadOnlyList<NodePreference> nodes) =>
        [.. nodes.Select(node => new NodePriority(node.Name, node.Priority == 0 ? null : node.Priority))];
}
