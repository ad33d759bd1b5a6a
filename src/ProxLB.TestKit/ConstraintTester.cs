using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Planning;
using ProxLB.TestKit.Contracts;

namespace ProxLB.TestKit;

/// <summary>Checks a constraint against the contract of <see cref="IPlacementConstraint"/> and <see cref="IConstraintSession"/>.</summary>
/// <remarks>Checked is that it binds alike each time; that the guests of a rule exist and ascend; that violations are never negative;
/// that <c>Change</c> is what a fresh <c>Bind</c> counts after the moves, for one move and for several, and leaves no trace;
/// that <c>Commit</c> of the reverse moves restores; that each <i>no</i> of a required rule and each forbidden node has a sentence.</remarks>
public static class ConstraintTester
{
    /// <summary>How many random steps are walked unless said otherwise.</summary>
    public const int DefaultSteps = 200;

    /// <summary>Binds the constraint to the cluster and walks through random placements.</summary>
    /// <param name="constraint">The constraint; it is bound many times.</param>
    /// <param name="cluster">A cluster with guests that the constraint concerns and at least two nodes that may hold guests.</param>
    /// <param name="options">What the rules are derived from; null: the defaults.</param>
    /// <param name="seed">What makes one walk differ from the next; the same seed walks the same way.</param>
    /// <param name="steps">How many steps the walk has, at least 1.</param>
    /// <exception cref="ContractViolationException">Something does not hold; all that was found is listed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static void Verify(
        IPlacementConstraint constraint, ClusterSnapshot cluster, BalancerOptions? options = null, int seed = 1, int steps = DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var violations = new ViolationList(constraint.GetType().Name);
        violations.CheckName(() => constraint.Name);
        violations.Guard("The constraint", () =>
        {
            var binding = new ConstraintBinding(constraint, cluster, options ?? new BalancerOptions());
            BindingCheck.Check(binding, violations);
            if (violations.IsEmpty)
            {
                new SessionWalk(binding, seed, violations).Run(steps);
            }
        });
        violations.ThrowIfAny();
    }
}
