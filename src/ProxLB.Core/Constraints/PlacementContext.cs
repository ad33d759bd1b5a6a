using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Conflicts;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Constraints;

/// <summary>What a constraint sees of a cluster, and the verbs with which it states its demands. Valid while it binds only.</summary>
/// <remarks>Nodes and guests are indexes into the snapshot's lists.</remarks>
public sealed class PlacementContext
{
    private readonly NodeSet _open;
    private readonly NodeSet?[] _allowed;
    private readonly HoldReason?[] _holds;
    private readonly Dictionary<NodeSet, NodeSet> _interned = [];
    private readonly Dictionary<(NodeSet, NodeSet), NodeSet> _both = new(NodeSetPairs.ByReference);
    private readonly List<RuleClash> _clashes = [];
    private readonly List<BoundSession> _sessions = [];
    private readonly List<NodeExplainer> _explainers = [];
    private readonly List<string> _warnings = [];

    internal PlacementContext(RuleSet rules, HaModel ha)
    {
        Rules = rules;
        Ha = ha;
        _open = new NodeSet(NodeCount);
        for (var n = 0; n < NodeCount; n++)
        {
            if (rules.Nodes[n])
            {
                _open.Add(n);
            }
        }

        _allowed = new NodeSet?[GuestCount];
        _holds = new HoldReason?[GuestCount];
    }

    /// <summary>The facts.</summary>
    public ClusterSnapshot Cluster => Rules.Index.Snapshot;

    /// <summary>How many nodes the snapshot has.</summary>
    public int NodeCount => Rules.Index.NodeCount;

    /// <summary>How many guests the snapshot has.</summary>
    public int GuestCount => Rules.Index.GuestCount;

    /// <summary>By guest: the node it lies on at the start.</summary>
    public ReadOnlySpan<int> Placement => Rules.Index.Home;

    internal RuleSet Rules { get; }

    internal HaModel Ha { get; }

    internal string Binding { get; set; } = "";

    internal NodeSet Open => _open;

    internal IReadOnlyList<BoundSession> Sessions => _sessions;

    internal IReadOnlyList<NodeExplainer> Explainers => _explainers;

    internal IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The smallest sets of rules that cannot hold together.</summary>
    internal IReadOnlyList<RuleClash> Clashes => _clashes;

    /// <summary>Whether the node may hold guests in this run: online, known, not ignored, not in maintenance, not drained.</summary>
    public bool IsEligible(int node) => Rules.Nodes[node];

    /// <summary>Whether no constraint bound so far holds the guest.</summary>
    public bool MayMove(int guest) => _holds[guest] is null;

    /// <summary>The index of a node, or -1.</summary>
    /// <param name="name">Its name; case does not matter.</param>
    public int IndexOfNode(string name) => Rules.Index.Node(name);

    /// <summary>The index of a guest, or -1.</summary>
    /// <param name="id">Its VMID.</param>
    public int IndexOfGuest(int id) => Rules.Index.Guest(id);

    /// <summary>Keeps a guest where it is in this run.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="reason">Why, in one sentence.</param>
    public void Hold(int guest, string reason) => Hold(guest, reason, excused: false);

    /// <summary>Forbids a guest a node. Where it already is, it counts as one violation until it leaves.</summary>
    public void Forbid(int guest, int node)
    {
        var allowed = _allowed[guest] ?? _open;
        if (allowed.Contains(node))
        {
            var narrowed = allowed.Copy();
            narrowed.Remove(node);
            _allowed[guest] = Intern(narrowed);
        }
    }

    /// <summary>Adds a source of explanations for what <see cref="Forbid"/> forbids.</summary>
    /// <param name="explain">Guest and node to one sentence, or null if it does not forbid them.</param>
    public void ExplainWith(Func<int, int, string?> explain) => _explainers.Add(new NodeExplainer(Binding, explain));

    /// <summary>Adds a rule that must hold. Where it is broken at the start, its violations may only fall.</summary>
    public void Require(IConstraintSession session) => _sessions.Add(new BoundSession(Binding, session, 0));

    /// <summary>Adds a rule that should hold.</summary>
    /// <param name="session">The rule.</param>
    /// <param name="weight">What one violation weighs beside those of other preferred rules; above 0, at most 1,000,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not above 0, or above 1,000,000,000.</exception>
    public void Prefer(IConstraintSession session, double weight = 1)
    {
        if (weight is not (> 0 and <= BoundSession.LargestWeight))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, $"{Binding}: the weight of a preferred rule is above 0 and at most 1,000,000,000.");
        }

        _sessions.Add(new BoundSession(Binding, session, Math.Max(1, (long)Math.Round(weight * BoundSession.WeightSteps))));
    }

    /// <summary>Adds a line that the administrator should read.</summary>
    public void Warn(string warning) => _warnings.Add(warning);

    internal void Hold(int guest, string reason, bool excused) => _holds[guest] ??= new HoldReason(Binding, reason, excused);

    internal HoldReason? HoldOf(int guest) => _holds[guest];

    internal NodeSet AllowedOf(int guest) => _allowed[guest] ?? _open;

    /// <summary>Narrows the nodes of a guest to a set; sets of equal content are stored once.</summary>
    internal void Restrict(int guest, NodeSet nodes)
    {
        // Many guests are narrowed in the same way; each pair of sets is joined once.
        var pair = (AllowedOf(guest), nodes);
        if (!_both.TryGetValue(pair, out var both))
        {
            _both.Add(pair, both = Intern(pair.Item1.And(nodes)));
        }

        _allowed[guest] = both;
    }

    /// <summary>Narrows the nodes that a guest may move to; where it already is, it may stay.</summary>
    internal void RestrictMoves(int guest, NodeSet nodes)
    {
        var home = Placement[guest];
        if (IsEligible(home) && !nodes.Contains(home))
        {
            nodes = nodes.Copy();
            nodes.Add(home);
            nodes = Intern(nodes);
        }

        Restrict(guest, nodes);
    }

    internal void Clash(RuleClash clash) => _clashes.Add(clash);

    /// <summary>Whether the rule contradicts others over this guest.</summary>
    internal bool IsClashing(int guest, string rule) =>
        _clashes.Exists(clash => clash.Rules.Contains(rule) && Array.IndexOf(clash.Guests, guest) >= 0);

    /// <summary>By guest: whether a required rule of it is broken, by a rule bound so far.</summary>
    internal bool[] GuestsOfBrokenRules()
    {
        var broken = new bool[GuestCount];
        foreach (var bound in _sessions)
        {
            if (bound.Required && bound.Session.Violations > 0)
            {
                foreach (var guest in bound.Session.Guests)
                {
                    broken[guest] = true;
                }
            }
        }

        return broken;
    }

    private NodeSet Intern(NodeSet set)
    {
        if (_interned.TryGetValue(set, out var known))
        {
            return known;
        }

        _interned.Add(set, set);
        return set;
    }
}
