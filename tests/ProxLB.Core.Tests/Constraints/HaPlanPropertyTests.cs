using FsCheck;
using FsCheck.Fluent;
using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Ha;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>From a state that the HA manager leaves alone, a plan leads to a state that it leaves alone, and so does each unit of it.</summary>
public class HaPlanPropertyTests
{
    private const int Cases = 300;
    private const int Nodes = 4;
    private const int Guests = 9;
    private const int Rounds = 30;

    private static Gen<HaRule> Rule(int number) =>
        from kind in Gen.Choose(0, 3)
        from guests in Gen.Shuffle(Enumerable.Range(101, Guests).ToArray())
        from count in Gen.Choose(2, 3)
        from priorities in Gen.Choose(-1, 1).ArrayOf(Nodes)
        from strict in Gen.Elements(true, false)
        from avoid in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new HaRule
        {
            Name = $"r{number}",
            Type = kind < 2 ? HaRuleType.ResourceAffinity : HaRuleType.NodeAffinity,
            Affinity = kind == 1 || (kind > 1 && avoid) ? HaAffinity.Negative : HaAffinity.Positive,
            Guests = [.. guests.Take(count).Order()],
            Nodes = kind < 2 ? [] : [.. Enumerable.Range(0, Nodes).Where(n => priorities[n] >= 0).Select(n => new NodePreference($"n{n}", priorities[n]))],
            Strict = strict,
        };

    private static readonly Gen<(ClusterSnapshot Cluster, bool Drain, BalancingGoal Goal)> Situations =
        from homes in Gen.Choose(0, Nodes - 1).ArrayOf(Guests)
        from sizes in Gen.Choose(1, 12).ArrayOf(Guests)
        from failback in Gen.Elements(true, false).ArrayOf(Guests)
        from managed in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))).ArrayOf(Guests)
        from first in Rule(1)
        from second in Rule(2)
        from third in Rule(3)
        from drain in Gen.Elements(true, false)
        from goal in Gen.Elements(BalancingGoal.Best, BalancingGoal.Target, BalancingGoal.RulesOnly)
        select (Cluster(homes, sizes, failback, managed, [first, second, third]), drain, goal);

    [Fact]
    public void The_HA_manager_moves_nothing_after_any_plan()
    {
        var moved = 0;
        Prop.ForAll(Situations.ToArbitrary(), given =>
        {
            var settled = Settle(given.Cluster, Rounds, out _);
            if (Settle(settled, Rounds, out var restless) is not { } start || restless > 0)
            {
                return;
            }

            var request = new PlanRequest { Drain = given.Drain ? ["n0"] : [] };
            var options = new BalancerOptions();
            options.Goal.Goal = given.Goal;
            options.Goal.Balanciness = 3;
            var plan = new Balancer(options).Plan(start, request);
            moved += plan.Migrations.Count;
            var state = start;
            foreach (var unit in plan.Migrations.GroupBy(m => m.Unit))
            {
                state = state.After(plan with { Migrations = [.. unit] });
                Settle(state, Rounds, out var changes);
                Assert.True(changes == 0, $"After unit {unit.Key} the HA manager moves {changes} guests.");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(11, 5).WithQuietOnSuccess(true));
        Assert.True(moved > Cases / 2, $"Only {moved} migrations were planned: the test says little.");
    }

    private static ClusterSnapshot Cluster(int[] homes, int[] sizes, bool[] failback, bool[] managed, HaRule[] rules)
    {
        var cluster = new ClusterBuilder().Nodes(Enumerable.Range(0, Nodes).Select(n => $"n{n}"), 48);
        for (var g = 0; g < Guests; g++)
        {
            var (mine, back) = (managed[g], failback[g]);
            cluster.Guest(101 + g, $"n{homes[g]}", sizes[g], with: guest => mine
                ? guest with { HaState = "started", HaStatus = "started", HaFailback = back }
                : guest);
        }

        foreach (var rule in rules)
        {
            cluster.HaRule(rule with { Guests = [.. rule.Guests.Where(vmid => managed[vmid - 101])] });
        }

        return cluster.Build();
    }

    /// <summary>Lets the HA manager act for some rounds, guest by guest, and counts what it moves.</summary>
    private static ClusterSnapshot Settle(ClusterSnapshot cluster, int rounds, out int changes)
    {
        var index = new SnapshotIndex(cluster);
        var model = HaModel.Derive(index, new RuleWarnings());
        var choice = new HaNodeChoice(model);
        var current = index.Home.ToArray();
        int[] still = [.. Enumerable.Repeat(-1, current.Length)];
        changes = 0;
        for (var round = 0; round < rounds; round++)
        {
            for (var g = 0; g < current.Length; g++)
            {
                var node = model.IsManaged(g) ? choice.Select(g, new HaSituation(model.Online.ToArray(), current, still, new double[Nodes])) : -1;
                if (node >= 0 && node != current[g])
                {
                    current[g] = node;
                    changes++;
                }
            }
        }

        return cluster with { Guests = [.. cluster.Guests.Select((guest, g) => guest with { Node = cluster.Nodes[current[g]].Name })] };
    }
}
