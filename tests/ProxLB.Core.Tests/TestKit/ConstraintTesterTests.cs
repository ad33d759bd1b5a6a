using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.TestKit;

/// <summary>Good constraints pass; each way to break the contract is found and named.</summary>
public class ConstraintTesterTests
{
    private static readonly ClusterSnapshot Cluster = new ClusterBuilder()
        .Nodes(["a", "b", "c", "d"])
        .Guests(100, 8, "a")
        .Build();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Built_in_constraints_keep_the_contract(int seed)
    {
        var cluster = WithHaRules(ClusterGenerator.Create(new GeneratedCluster { Nodes = 6, Guests = 60, Seed = seed, RuleShare = 0.6, Fill = 0.3 }));
        var options = new BalancerOptions { Capacity = { SurviveNodeLoss = 1 } };
        var tested = new List<string>();
        // What the HA manager keeps together it gathers itself where it is split: that rule depends on where guests are.
        foreach (var constraint in BuiltIn.Constraints(options, new PlanRequest(), default).Where(constraint => constraint is not HaAffinityConstraint))
        {
            try
            {
                ConstraintTester.Verify(constraint, cluster, options, seed, steps: 60);
                tested.Add(constraint.Name);
            }
            catch (ContractViolationException nothing) when (nothing.Violations is [var only] && only.StartsWith("It states nothing", StringComparison.Ordinal))
            {
                // This cluster has nothing for it.
            }
        }

        Assert.Superset(
            new HashSet<string> { PlacementConstraints.Affinity, PlacementConstraints.AntiAffinity, PlacementConstraints.NodeAffinity, PlacementConstraints.Survival },
            tested.ToHashSet());
    }

    [Fact]
    public void A_session_that_does_what_it_says_passes() => ConstraintTester.Verify(new Spoilt(), Cluster);

    [Fact]
    public void Changes_that_do_not_add_up_are_found() =>
        AssertFound("but Commit leads from", new Spoilt { Change = (right, _) => right + 1 });

    [Fact]
    public void A_commit_that_forgets_is_found() => AssertFound("a fresh Bind counts", new Spoilt { SkipCommit = true, Change = (_, _) => 0 });

    [Fact]
    public void A_commit_that_cannot_be_taken_back_is_found() => AssertFound("taken back there are", new Spoilt { Ratchet = true });

    [Fact]
    public void A_question_that_leaves_a_trace_is_found() => AssertFound("asking changes the violations", new Spoilt { AskingCommits = true });

    [Fact]
    public void Different_answers_to_one_question_are_found() =>
        AssertFound("the same question gets different answers", new Spoilt { Change = (right, times) => right + (times % 2) });

    [Fact]
    public void A_no_without_a_sentence_is_found() => AssertFound("Explain says nothing", new Spoilt { Sentence = " " });

    [Fact]
    public void Negative_violations_are_found() => AssertFound("fewer than 0", new Spoilt { Offset = -1000 });

    [Fact]
    public void Guests_out_of_order_are_found() => AssertFound("have to ascend", new Spoilt { Members = [1, 0] });

    [Fact]
    public void Guests_that_do_not_exist_are_found() => AssertFound("there are 8 guests", new Spoilt { Members = [8] });

    [Fact]
    public void A_refusal_by_Verify_without_a_reason_is_found() => AssertFound("Verify says no", new Spoilt { Verified = false });

    [Fact]
    public void An_empty_name_is_found() => AssertFound("Name is empty", new Spoilt { Name = " " });

    [Fact]
    public void A_constraint_that_throws_is_found() => AssertFound("throws InvalidOperationException: broken", new Speaking(_ => throw new InvalidOperationException("broken")));

    [Fact]
    public void A_constraint_that_says_nothing_is_not_called_tested() => AssertFound("It states nothing", new Speaking(_ => { }));

    [Fact]
    public void A_forbidden_node_without_a_sentence_is_found() => AssertFound("guest 100 the node b", new Speaking(context => context.Forbid(0, 1)));

    [Fact]
    public void A_hold_without_a_reason_is_found() => AssertFound("gives no reason", new Speaking(context => context.Hold(0, "")));

    [Fact]
    public void Binding_differently_the_second_time_is_found()
    {
        var times = 0;
        AssertFound("differently", new Speaking(context => context.Hold(times++ % 2, "it is the turn of this guest")));
    }

    [Fact]
    public void A_rule_that_is_there_in_some_placements_only_is_found() => AssertFound("must not depend on where guests are", new Speaking(context =>
    {
        context.Require(new Spoilt().Open(context));
        if (context.Placement[0] != context.Placement[1])
        {
            context.Require(new Spoilt().Open(context));
        }
    }));

    [Fact]
    public void A_filter_that_explains_itself_passes() => ConstraintTester.Verify(
        new Speaking(context =>
        {
            context.Forbid(0, 1);
            context.ExplainWith((guest, node) => guest == 0 && node == 1 ? "Guest 100 needs a licence that b does not have." : null);
        }),
        Cluster);

    [Fact]
    public void One_node_is_too_few_to_test_with()
    {
        var cluster = new ClusterBuilder().Node("a").Guests(100, 2, "a").Build();

        var found = Assert.Throws<ContractViolationException>(() => ConstraintTester.Verify(new Spoilt(), cluster));

        Assert.Contains("fewer than two nodes", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_finds_the_same() =>
        Assert.Equal(Found(new Spoilt { Ratchet = true }).Violations, Found(new Spoilt { Ratchet = true }).Violations);

    private static void AssertFound(string words, IPlacementConstraint constraint) =>
        Assert.Contains(Found(constraint).Violations, violation => violation.Contains(words, StringComparison.Ordinal));

    private static ContractViolationException Found(IPlacementConstraint constraint) =>
        Assert.Throws<ContractViolationException>(() => ConstraintTester.Verify(constraint, Cluster));

    private static ClusterSnapshot WithHaRules(ClusterSnapshot cluster) => cluster with
    {
        Guests = [.. cluster.Guests.Select(guest => guest.Id % 4 == 0 ? guest with { HaState = "started", HaStatus = "started" } : guest)],
        Ha = cluster.Ha with
        {
            Rules =
            [
                new HaRule { Name = "apart", Type = HaRuleType.ResourceAffinity, Affinity = HaAffinity.Negative, Guests = [100, 104, 108] },
                new HaRule { Name = "together", Type = HaRuleType.ResourceAffinity, Affinity = HaAffinity.Positive, Guests = [112, 116] },
            ],
        },
    };

    /// <summary>A constraint that says what the test wants it to say.</summary>
    private sealed class Speaking(Action<PlacementContext> bind) : IPlacementConstraint
    {
        public string Name => "speaking";

        public void Bind(PlacementContext context) => bind(context);
    }

    /// <summary>At most two of the members on one node; each setting spoils it in one way.</summary>
    private sealed class Spoilt : IPlacementConstraint
    {
        public string Name { get; init; } = "spoilt";

        public int[] Members { get; init; } = [0, 1, 2, 3, 4];

        public Func<long, int, long> Change { get; init; } = (right, _) => right;

        public bool SkipCommit { get; init; }

        public bool AskingCommits { get; init; }

        public bool Ratchet { get; init; }

        public string Sentence { get; init; } = "Two are enough on one node.";

        public long Offset { get; init; }

        public bool Verified { get; init; } = true;

        public void Bind(PlacementContext context) => context.Require(Open(context));

        public IConstraintSession Open(PlacementContext context) => new Session(this, context.Placement, context.NodeCount);

        private sealed class Session(Spoilt constraint, ReadOnlySpan<int> placement, int nodes) : IConstraintSession
        {
            private readonly int[] _counts = Count(constraint.Members, placement, nodes);
            private int _questions;
            private long _ratchet;

            public string? Rule => "two";

            public ReadOnlySpan<int> Guests => constraint.Members;

            public long Violations => constraint.Offset + _ratchet + _counts.Sum(count => Math.Max(0, count - 2));

            public bool HoldsOnTheWay => false;

            public long Change(ReadOnlySpan<Move> moves)
            {
                var before = Violations;
                Apply(moves, 1);
                var change = Violations - before;
                if (!constraint.AskingCommits)
                {
                    Apply(moves, -1);
                }

                return constraint.Change(change, _questions++);
            }

            public void Commit(ReadOnlySpan<Move> moves)
            {
                _ratchet += constraint.Ratchet ? 1 : 0;
                if (!constraint.SkipCommit)
                {
                    Apply(moves, 1);
                }
            }

            public string? Explain(int guest, int node) => constraint.Sentence;

            public bool Verify(out string? reason)
            {
                reason = null;
                return constraint.Verified;
            }

            private void Apply(ReadOnlySpan<Move> moves, int sign)
            {
                foreach (var move in moves)
                {
                    if (constraint.Members.Contains(move.Guest))
                    {
                        Add(move.From, -sign);
                        Add(move.To, sign);
                    }
                }
            }

            private void Add(int node, int change)
            {
                if (node >= 0)
                {
                    _counts[node] += change;
                }
            }

            private static int[] Count(int[] members, ReadOnlySpan<int> placement, int nodes)
            {
                var counts = new int[nodes];
                foreach (var member in members)
                {
                    if (member < placement.Length)
                    {
                        counts[placement[member]]++;
                    }
                }

                return counts;
            }
        }
    }
}
