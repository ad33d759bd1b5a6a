using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Ha;

public class HaModelTests
{
    private static HaModel Model(ClusterSnapshot cluster, params HaRule[] rules) => Facts.Ha(cluster with { Ha = cluster.Ha with { Rules = rules } });

    private static ClusterSnapshot Four(params Guest[] guests) => Snapshot(Nodes("pve1", "pve2", "pve3", "pve4"), guests);

    [Fact]
    public void H02_a_guest_is_left_on_the_highest_class_online_or_without_failback_on_any_allowed_node()
    {
        var nodes = Nodes("pve1", "pve2", "pve3");
        var cluster = Snapshot(nodes, HaGuest(101), HaGuest(102, failback: false), HaGuest(103), Guest(104));
        HaRule[] rules = [NodeAffinity("n", [101, 102], "pve1:2", "pve2:1")];
        var model = Model(cluster, rules);
        Assert.Equal(["pve1"], Kept(model, 101));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(model, 102));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(model, 103));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(model, 104));

        model = Model(cluster with { Nodes = [nodes[0] with { HaStatus = HaNodeStatus.Maintenance }, nodes[1], nodes[2]] }, rules);
        Assert.Equal(["pve2"], Kept(model, 101));
        Assert.Equal(["pve2", "pve3"], Kept(model, 102));
        Assert.Equal(["pve2", "pve3"], Kept(model, 103));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(model, 104));

        model = Model(cluster, rules[0] with { Strict = true });
        Assert.Equal(["pve1", "pve2"], Kept(model, 102));
    }

    [Fact]
    public void H10_groups_of_version_8_are_read_with_restricted_nofailback_and_priorities()
    {
        var cluster = Snapshot(
            HaGuest(101) with { HaGroup = "prefer" }, HaGuest(102) with { HaGroup = "Stay" }, HaGuest(103) with { HaGroup = "only" }, HaGuest(104) with { HaGroup = "none" });
        var model = Facts.Ha(
            cluster with
            {
                Ha = new HaFacts
                {
                    Groups =
                    [
                        new HaGroup { Name = "prefer", Nodes = [Preference("pve1:2"), Preference("pve2:1")] },
                        new HaGroup { Name = "stay", Nodes = [Preference("pve1:2"), Preference("pve2:1")], NoFailback = true, Restricted = true },
                        new HaGroup { Name = "only", Nodes = [Preference("pve2"), Preference("pve9")], Restricted = true },
                        new HaGroup { Name = "unused", Nodes = [Preference("pve1")] },
                    ],
                },
            },
            out var warnings);
        Assert.Equal(["pve1"], Kept(model, 101));
        Assert.Equal(["pve1", "pve2"], Kept(model, 102));
        Assert.Equal(["pve2"], Kept(model, 103));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(model, 104));
        Assert.Equal(RuleOrigin.HaGroup, model.NodeAffinity(0)!.Origin);
        Assert.Equal(
            ["HA group only names the node 'pve9', which this cluster does not have; that name is left out.", "HA group none of guest 104 is not among the cluster's groups; it is left out."],
            warnings);
    }

    [Fact]
    public void A_group_that_Proxmox_has_already_listed_as_a_rule_is_read_once()
    {
        var cluster = Snapshot(HaGuest(101) with { HaGroup = "g" }) with
        {
            Ha = new HaFacts { Groups = [new HaGroup { Name = "g", Nodes = [Preference("pve1")] }], Rules = [NodeAffinity("ha-group-g", [101], "pve1")] },
        };
        var model = Facts.Ha(cluster);
        Assert.Empty(model.DroppedRules);
        Assert.Equal(["pve1"], Kept(model, 101));
    }

    [Fact]
    public void Nodes_to_avoid_are_not_turned_into_nodes_to_be_on()
    {
        var cluster = Snapshot(HaGuest(101), HaGuest(102, failback: false));
        var avoid = NodeAffinity("n", [101, 102], "pve1") with { Affinity = HaAffinity.Negative };
        Assert.Equal(["pve2", "pve3"], Kept(Model(cluster, avoid), 101));
        Assert.Equal(["pve1", "pve2", "pve3"], Kept(Model(cluster, avoid), 102));
        Assert.Equal(["pve2", "pve3"], Kept(Model(cluster, avoid with { Strict = true }), 102));
    }

    [Fact]
    public void A_guest_that_HA_ignores_still_hands_its_node_affinity_and_its_partners_on()
    {
        var cluster = Four(HaGuest(101) with { HaState = "ignored", HaStatus = null }, HaGuest(102), HaGuest(103, "pve2"));
        var model = Model(cluster, Together("pair", 101, 102), NodeAffinity("home", [101], "pve1"), Apart("apart", 101, 103));
        Assert.False(model.IsManaged(0));
        Assert.Equal(-1, model.GroupOf(1));
        Assert.Equal(["pve1"], Kept(model, 102));
        Assert.Equal([103], Vmids(model.Index, model.ApartFrom(1).ToArray()));
        Assert.Equal([102], Vmids(model.Index, model.ApartFrom(2).ToArray()));
        Assert.Empty(model.ApartFrom(0).ToArray());
    }

    [Fact]
    public void Overlapping_positive_rules_are_one_group_led_by_the_first_service_id()
    {
        var cluster = Four(HaGuest(101), HaGuest(1000), HaGuest(102) with { Kind = GuestKind.Container }, HaGuest(104), HaGuest(105));
        var model = Model(cluster, Together("a", 101, 1000), Together("b", 1000, 102), Together("c", 104, 105));
        Assert.Equal([[102, 1000, 101], [104, 105]], model.Groups.Select(group => Vmids(model.Index, group)));
        Assert.Equal([0, 0, 0, 1, 1], Enumerable.Range(0, 5).Select(model.GroupOf));
    }

    [Fact]
    public void H01_a_group_shares_its_partners_to_stay_apart_from_on_both_sides()
    {
        var cluster = Four(HaGuest(101), HaGuest(102), HaGuest(103, "pve2"), HaGuest(104, "pve2"), HaGuest(105, "pve3"));
        var model = Model(cluster, Together("a", 101, 102), Together("b", 103, 104), Apart("c", 102, 103, 105));
        Assert.Equal([103, 104, 105], Vmids(model.Index, model.ApartFrom(0).ToArray()));
        Assert.Equal([101, 102, 105], Vmids(model.Index, model.ApartFrom(3).ToArray()));
        Assert.Equal([101, 102, 103, 104], Vmids(model.Index, model.ApartFrom(4).ToArray()));
    }

    [Fact]
    public void A_group_shares_its_node_affinity_and_fails_back_if_one_member_does()
    {
        var model = Model(Four(HaGuest(101, failback: false), HaGuest(102), HaGuest(103, failback: false)), Together("a", 101, 102), NodeAffinity("n", [102, 103], "pve2"));
        Assert.Equal("n", model.NodeAffinity(0)!.Name);
        Assert.Equal(["pve2"], Kept(model, 101));
        Assert.Equal(["pve2"], Kept(model, 102));
        Assert.Equal(4, Kept(model, 103).Length);
    }

    [Fact]
    public void Guests_that_HA_does_not_manage_tie_rules_together_but_are_in_no_group()
    {
        var model = Model(Four(HaGuest(101), HaGuest(102) with { HaState = "ignored" }, HaGuest(103), Guest(104)), Together("a", 101, 102), Together("b", 102, 103), Apart("c", 101, 104));
        Assert.Equal([[101, 103]], model.Groups.Select(group => Vmids(model.Index, group)));
        Assert.False(model.IsManaged(1));
        Assert.Empty(model.ApartFrom(0).ToArray());
    }

    public static TheoryData<string, string?> States => new()
    {
        { "started", null },
        { "no status", null },
        { "stopped and not running", null },
        { "disabled and not running", null },
        { "ignored", null },
        { "error", "it is in HA state error; it has to be disabled and mended first" },
        { "freeze", "the HA manager has frozen it" },
        { "migrate", "the HA manager is moving it" },
        { "relocate", "the HA manager is moving it" },
        { "fence", "the HA manager is recovering it" },
        { "recovery", "the HA manager is recovering it" },
        { "request_start", "the HA manager is busy with it (state request_start)" },
        { "request_start_balance", "the HA manager is busy with it (state request_start_balance)" },
        { "request_stop", "the HA manager is busy with it (state request_stop)" },
        { "stopped", "the HA manager is busy with it (state stopped)" },
        { "stopped but running", "its HA state is stopped: the HA manager is about to stop it" },
        { "disabled but running", "its HA state is disabled: the HA manager is about to stop it" },
        { "queued", "the HA manager has a motion in its queue (migrate pve3)" },
        { "maintenance node", "the HA manager will bring it back to pve2 after the maintenance" },
        { "failed nodes", "the HA manager could not start it on pve2, pve3 and is trying other nodes" },
        { "stopped on a node in maintenance", null },
        { "on a node in maintenance", "the HA manager itself moves it off node pve1, which is in maintenance" },
        { "disarming", "HA is being disarmed" },
        { "disarmed freeze", "HA is disarmed and its guests are frozen" },
        { "disarmed unknown", "HA is disarmed and its guests are frozen" },
        { "disarmed ignore", null },
        { "standby", null },
        { "no manager", "no HA manager is active that would carry out the motion" },
        { "fenced node", "the HA manager is fencing node pve3" },
        { "dead node", null },
        { "dead node with guest", "the HA manager has lost node pve3 and is about to recover its guests" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void H03_each_state_of_the_HA_manager_says_whether_a_guest_may_move(string state, string? reason)
    {
        var guest = HaGuest(101);
        guest = state switch
        {
            "no status" => guest with { HaStatus = null },
            "stopped on a node in maintenance" or "stopped and not running" => guest with { HaState = "stopped", HaStatus = "stopped", Running = false },
            "disabled and not running" => guest with { HaState = "disabled", HaStatus = "disabled", Running = false },
            "stopped but running" => guest with { HaState = "stopped" },
            "disabled but running" => guest with { HaState = "disabled" },
            "ignored" => guest with { HaState = "ignored", HaStatus = "ignored" },
            "queued" => guest with { HaPending = new HaPendingMotion("migrate", "pve3") },
            "maintenance node" => guest with { HaMaintenanceNode = "pve2" },
            "failed nodes" => guest with { HaFailedNodes = ["pve2", "pve3"] },
            _ when !state.Contains(' ', StringComparison.Ordinal) && state is not ("disarming" or "standby") => guest with { HaStatus = state },
            _ => guest,
        };
        var ha = state switch
        {
            "disarming" => new HaFacts { Armed = HaArmedState.Disarming },
            "disarmed freeze" => new HaFacts { Armed = HaArmedState.Disarmed, DisarmedMode = HaDisarmedMode.Freeze },
            "disarmed unknown" => new HaFacts { Armed = HaArmedState.Disarmed },
            "disarmed ignore" => new HaFacts { Armed = HaArmedState.Disarmed, DisarmedMode = HaDisarmedMode.Ignore },
            "standby" => new HaFacts { Armed = HaArmedState.Standby },
            "no manager" => new HaFacts { ManagerActive = false },
            _ => HaFacts.None,
        };
        var nodes = Nodes("pve1", "pve2", "pve3");
        nodes[0] = nodes[0] with { HaStatus = state.EndsWith("on a node in maintenance", StringComparison.Ordinal) ? HaNodeStatus.Maintenance : HaNodeStatus.Online };
        nodes[2] = nodes[2] with
        {
            HaStatus = state switch
            {
                "fenced node" => HaNodeStatus.Fence,
                "dead node" or "dead node with guest" => HaNodeStatus.Unknown,
                _ => HaNodeStatus.Online,
            },
        };
        Guest[] guests = state == "dead node with guest" ? [guest, HaGuest(102, "pve3")] : [guest, Guest(102, "pve3")];
        var model = Facts.Ha(Snapshot(nodes, guests) with { Ha = ha });
        Assert.Equal(reason, model.StayReason(0));
        Assert.Equal(state is not ("ignored" or "disarmed ignore"), model.IsManaged(0));
        Assert.True(state == "dead node with guest" || model.StayReason(1) is null);
    }

    [Fact]
    public void What_holds_one_guest_of_a_group_holds_all()
    {
        var model = Model(Four(HaGuest(101), HaGuest(102) with { HaStatus = "freeze" }, HaGuest(103)), Together("a", 101, 102));
        Assert.Equal("it moves together with guest 102, and for that one the HA manager has frozen it", model.StayReason(0));
        Assert.Equal("the HA manager has frozen it", model.StayReason(1));
        Assert.Null(model.StayReason(2));
    }

    [Fact]
    public void A_group_that_is_split_is_left_for_the_HA_manager_to_gather()
    {
        var model = Model(Four(HaGuest(101), HaGuest(102, "pve2")), Together("a", 101, 102));
        Assert.All([0, 1], guest => Assert.StartsWith("it and the guests that the HA manager keeps with it are on different nodes", model.StayReason(guest), StringComparison.Ordinal));
    }

    [Fact]
    public void A_guest_whose_strict_rule_has_no_node_online_stays()
    {
        var nodes = Nodes("pve1", "pve2");
        nodes[1] = nodes[1] with { Online = false };
        var model = Model(Snapshot(nodes, HaGuest(101)), NodeAffinity("n", [101], "pve2") with { Strict = true });
        Assert.Equal("HA rule n allows no node that is online", model.StayReason(0));
        Assert.Empty(Kept(model, 101));
        model = Model(Snapshot([.. nodes.Select(node => node with { Online = false })], HaGuest(101)));
        Assert.Equal("no node is online for the HA manager", model.StayReason(0));
    }

    [Fact]
    public void A_rule_that_names_an_unknown_guest_is_a_warning()
    {
        Facts.Ha(Snapshot(HaGuest(101), HaGuest(102)) with { Ha = new HaFacts { Rules = [Together("a", 101, 102, 999)] } }, out var warnings);
        Assert.Equal("HA rule a names guest 999, which this cluster does not have; it is left out.", Assert.Single(warnings));
    }
}
