using ProxLB.Core.Cluster;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Ha;

/// <summary>Guests that the HA manager wants elsewhere and cannot move.</summary>
public class HaDeadlockTests
{
    private static string?[] Stay(ClusterSnapshot cluster, params HaRule[] rules)
    {
        var model = Facts.Ha(cluster with { Ha = new HaFacts { Rules = rules } });
        return [.. Enumerable.Range(0, cluster.Guests.Count).Select(model.StayReason)];
    }

    [Fact]
    public void A_guest_whose_only_node_is_taken_by_one_it_is_kept_apart_from_holds_both()
    {
        const string Reason = "it finds no node for guest 101 that its rules allow, and moves it there itself as soon as there is one";
        var stay = Stay(
            Snapshot(HaGuest(101, "pve2"), HaGuest(102), HaGuest(103, "pve2")), NodeAffinity("home", [101], "pve1"), Apart("apart", 101, 102));
        Assert.Equal(new string?[] { Reason, Reason, null }, stay);
    }

    [Fact]
    public void What_moves_with_them_is_held_too()
    {
        var stay = Stay(
            Snapshot(HaGuest(101, "pve2"), HaGuest(102), HaGuest(103)),
            NodeAffinity("home", [101], "pve1"), Apart("apart", 101, 102), Together("pair", 102, 103));
        Assert.All(stay, Assert.NotNull);
    }

    [Fact]
    public void A_guest_that_the_HA_manager_can_move_is_not_stuck()
    {
        Assert.All(Stay(Snapshot(HaGuest(101), HaGuest(102)), Apart("apart", 101, 102)), Assert.Null);
        Assert.All(Stay(Snapshot(HaGuest(101, "pve2"), HaGuest(102, "pve2")), NodeAffinity("home", [101], "pve1")), Assert.Null);
    }

    [Fact]
    public void A_guest_that_is_stopped_keeps_no_other_away()
    {
        var stopped = HaGuest(102) with { Running = false, HaState = "stopped", HaStatus = "stopped" };
        Assert.All(Stay(Snapshot(HaGuest(101, "pve2"), stopped), NodeAffinity("home", [101], "pve1"), Apart("apart", 101, 102)), Assert.Null);
    }
}
