using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>The HA manager's own rebalancing, from release 9.2: one motion at a time once the imbalance has stayed too high.</summary>
internal sealed class NativeRebalancer(ClusterWorld world, HaManager manager)
{
    private int _roundsAbove;

    public void Round(EffectiveRules rules, Action<string, HaMotion> queue)
    {
        var usage = new ClusterUsage(world, manager);
        if (!world.Version.AtLeast(9, 2) || CrsOptions.Text(world, "ha-auto-rebalance") is not ("1" or "true") || usage.Mode == "basic")
        {
            return;
        }

        if (manager.Services.Values.Any(service => service.Moving || service.Queued is not null))
        {
            return;
        }

        var nodes = usage.Nodes();
        var imbalance = Imbalance.Of(nodes);
        if (imbalance <= CrsOptions.Number(world, "ha-auto-rebalance-threshold", 30) / 100)
        {
            _roundsAbove = 0;
            return;
        }

        if (++_roundsAbove < CrsOptions.Number(world, "ha-auto-rebalance-hold-duration", 3))
        {
            return;
        }

        _roundsAbove = 0;
        var margin = CrsOptions.Number(world, "ha-auto-rebalance-margin", 10) / 100;
        if (Best(rules, usage, nodes) is { } best && (imbalance - best.Imbalance) / imbalance >= margin)
        {
            queue(best.Leader, new HaMotion(best.Leader.StartsWith("vm:", StringComparison.Ordinal) ? "migrate" : "relocate", best.Target));
        }
    }

    private (string Leader, string Target, double Imbalance)? Best(EffectiveRules rules, ClusterUsage usage, List<NodeLoad> nodes)
    {
        var candidates = Candidates(rules).ToList();
        if (candidates.Count == 0)
        {
            return null;
        }

        var after = candidates.ConvertAll(candidate => After(usage, nodes, candidate));
        var imbalances = after.ConvertAll(placement => Imbalance.Of(placement));
        var ranks = CrsOptions.Text(world, "ha-auto-rebalance-method") == "topsis"
            ? Topsis.Score(after).Select(score => -score).ToList()
            : imbalances;
        var best = Enumerable.Range(0, candidates.Count).OrderBy(index => Math.Round(ranks[index], 15)).First();
        return (candidates[best].Members[0], candidates[best].Target, imbalances[best]);
    }

    private IEnumerable<(List<string> Members, string Source, string Target)> Candidates(EffectiveRules rules)
    {
        var selector = new NodeSelector(world, manager, rules);
        foreach (var service in manager.Services.Values)
        {
            var members = rules.Together(service.Sid).Append(service.Sid).Order(StringComparer.Ordinal).ToList();
            if (members[0] != service.Sid || !members.TrueForAll(member => Movable(member, service.Node)))
            {
                continue;
            }

            var targets = selector.Candidates(service.Sid).Preferred;
            targets.ExceptWith(selector.Partners(service.Sid));
            targets.Remove(service.Node);
            foreach (var target in targets.Order(StringComparer.Ordinal))
            {
                yield return (members, service.Node, target);
            }
        }
    }

    private bool Movable(string sid, string node) =>
        manager.Services.TryGetValue(sid, out var service)
        && service.State == "started" && service.Node == node
        && manager.Resources[sid].AutoRebalance != false;

    private static IReadOnlyList<NodeLoad> After(ClusterUsage usage, List<NodeLoad> nodes, (List<string> Members, string Source, string Target) candidate)
    {
        double cpu = 0, memory = 0;
        foreach (var member in candidate.Members)
        {
            var (guestCpu, guestMemory) = usage.Guest(member);
            cpu += guestCpu;
            memory += guestMemory;
        }

        return [.. nodes.Select(node =>
        {
            if (node.Node == candidate.Source)
            {
                return node.Add(-cpu, -memory);
            }

            return node.Node == candidate.Target ? node.Add(cpu, memory) : node;
        })];
    }
}
