using FsCheck;
using FsCheck.Fluent;
using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Ha;

/// <summary>What the model calls a good placement is one that the manager's own choice leaves alone.</summary>
public class HaStabilityTests
{
    private const int Cases = 2000;
    private const int NodeCount = 4;
    private const int GuestCount = 6;

    private static Gen<HaRule> Rules(int number) =>
        from kind in Gen.Choose(0, 3)
        from guests in Gen.SubListOf(Enumerable.Range(101, GuestCount).ToArray())
        from priorities in Gen.Choose(-1, 1).ArrayOf(NodeCount)
        from strict in Gen.Elements(true, false)
        from avoid in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select kind switch
        {
            0 => Together($"r{number}", [.. guests.Take(3)]),
            1 => Apart($"r{number}", [.. guests.Take(3)]),
            _ => new HaRule
            {
                Name = $"r{number}",
                Type = HaRuleType.NodeAffinity,
                Guests = [.. guests.Take(2)],
                Nodes = [.. Enumerable.Range(0, NodeCount).Where(node => priorities[node] >= 0).Select(node => new NodePreference($"n{node}", priorities[node]))],
                Strict = strict,
                Affinity = avoid ? HaAffinity.Negative : HaAffinity.Positive,
            },
        };

    private static readonly Gen<ClusterSnapshot> Clusters =
        from failback in Gen.Elements(true, false).ArrayOf(GuestCount)
        from homes in Gen.Choose(0, NodeCount - 1).ArrayOf(GuestCount)
        from online in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))).ArrayOf(NodeCount)
        from first in Rules(1)
        from second in Rules(2)
        from third in Rules(3)
        select new ClusterSnapshot
        {
            Nodes = [.. online.Select((up, node) => Node($"n{node}") with { Online = up })],
            Guests = [.. homes.Select((home, guest) => HaGuest(101 + guest, $"n{home}", failback[guest]))],
            Ha = new HaFacts { Rules = [first, second, third] },
        };

    [Fact]
    public void The_HA_manager_leaves_alone_what_the_model_calls_good()
    {
        var good = 0;
        Prop.ForAll(Clusters.ToArbitrary(), cluster =>
        {
            var model = Facts.Ha(cluster);
            var homes = model.Index.Home.ToArray();
            if (!IsGood(model, homes))
            {
                return;
            }

            good++;
            var situation = new HaSituation(model.Online.ToArray(), homes, [.. Enumerable.Repeat(-1, GuestCount)], new double[NodeCount]);
            var choice = new HaNodeChoice(model);
            Assert.All(Enumerable.Range(0, GuestCount), guest => Assert.Equal(homes[guest], choice.Select(guest, situation)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(42, 7).WithQuietOnSuccess(true));
        Assert.True(good > Cases / 50, $"Only {good} of {Cases} placements were good: the test says little.");
    }

    [Fact]
    public void A_guest_alone_is_left_exactly_where_the_model_says()
    {
        Prop.ForAll(Clusters.ToArbitrary(), cluster =>
        {
            cluster = cluster with { Ha = new HaFacts { Rules = [.. cluster.Ha.Rules.Where(rule => rule.Type == HaRuleType.NodeAffinity)] } };
            var model = Facts.Ha(cluster);
            var choice = new HaNodeChoice(model);
            for (var guest = 0; guest < GuestCount; guest++)
            {
                for (var node = 0; node < NodeCount; node++)
                {
                    var current = Enumerable.Repeat(node, GuestCount).ToArray();
                    var situation = new HaSituation(model.Online.ToArray(), current, [.. Enumerable.Repeat(-1, GuestCount)], new double[NodeCount]);
                    Assert.Equal(model.KeptOn(guest)[node], choice.Select(guest, situation) == node);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(42, 7).WithQuietOnSuccess(true));
    }

    private static bool IsGood(HaModel model, int[] homes) =>
        Enumerable.Range(0, GuestCount).All(guest => model.KeptOn(guest)[homes[guest]] && model.ApartFrom(guest).ToArray().All(other => homes[other] != homes[guest]))
        && model.Groups.All(group => group.All(guest => homes[guest] == homes[group[0]]));
}
