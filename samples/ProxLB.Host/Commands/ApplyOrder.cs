using ProxLB.Core.Planning;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary>What <c>proxlb apply</c> is asked to do.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Request">What it was asked for; a new plan on the way is asked for the same.</param>
/// <param name="Output">How the result is printed.</param>
/// <param name="Yes">Whether nobody is asked.</param>
/// <param name="DryRun">Whether nothing is sent.</param>
/// <param name="CloseCircuit">Whether migrations may start although too many of the last ones failed.</param>
internal sealed record ApplyOrder(MigrationPlan Plan, PlanRequest Request, OutputFormat Output, bool Yes, bool DryRun, bool CloseCircuit = false)
{
    /// <summary>Nodes that are used again from now on.</summary>
    public IReadOnlyList<string> Undrains { get; init; } = [];
}
