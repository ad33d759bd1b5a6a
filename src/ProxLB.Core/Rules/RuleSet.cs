using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>All rules for one snapshot but those of the HA manager, derived once a run from facts and options.</summary>
/// <remarks>The result does not depend on the order of guests, tags or nodes in the snapshot. HA groups and HA rules are <c>HaModel</c>.</remarks>
internal sealed class RuleSet
{
    private readonly RuleDraft _draft;

    private RuleSet(RuleDraft draft) => _draft = draft;

    public SnapshotIndex Index => _draft.Index;

    public NodeLabels Labels => _draft.Labels;

    public NodeEligibility Nodes => _draft.Nodes;

    /// <summary>Rules with an effect: stated ones first, then those from tags, pools, and united pins, each by name.</summary>
    public IReadOnlyList<BoundRule> Rules => _draft.Rules;

    /// <summary>What is wrong with rules, tags and options, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => _draft.Warnings.Sentences;

    public GuestIgnore IgnoreOf(int guest) => _draft.Ignored[guest];

    /// <summary>What leaves the guest alone, such as <c>tag plb_ignore</c>; null if nothing does.</summary>
    public string? IgnoredBy(int guest) => _draft.IgnoredBy[guest];

    public GuestPriority PriorityOf(int guest) => _draft.Priorities[guest];

    /// <summary>Derives the rules.</summary>
    /// <param name="index">The numbered snapshot.</param>
    /// <param name="rules">What the configuration says about guests and rules.</param>
    /// <param name="nodes">What it says about nodes.</param>
    /// <param name="drain">Names of the nodes to empty in this run.</param>
    public static RuleSet Derive(SnapshotIndex index, RuleOptions rules, NodeOptions nodes, IReadOnlyList<string>? drain = null)
    {
        var warnings = new RuleWarnings();
        var labels = NodeLabels.Of(index, nodes, warnings);
        var eligibility = NodeEligibility.Of(index, nodes, drain ?? [], warnings);
        var draft = new RuleDraft(index, rules, labels, eligibility, warnings);
        StatedRules.Derive(draft);
        MarkedGuests.Derive(draft);
        IgnoreOtherKinds(draft);
        return new RuleSet(draft);
    }

    private static void IgnoreOtherKinds(RuleDraft draft)
    {
        var machines = draft.Options.MovableKinds.Contains(GuestKind.Vm);
        var containers = draft.Options.MovableKinds.Contains(GuestKind.Container);
        if (machines && containers)
        {
            return;
        }

        foreach (var guest in draft.Index.ByVmid)
        {
            var machine = draft.Index.Snapshot.Guests[guest].Kind == GuestKind.Vm;
            if (machine ? !machines : !containers)
            {
                draft.Ignore(guest, GuestIgnore.Always, $"the setting that {(machine ? "virtual machines" : "containers")} do not move");
            }
        }
    }
}
