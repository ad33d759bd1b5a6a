using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>A compiled problem, with what explanations need beside it.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Context">What the constraints stated.</param>
/// <param name="Warnings">What the administrator should know.</param>
internal sealed record CompiledProblem(PlacementProblem Problem, PlacementContext Context, IReadOnlyList<string> Warnings);
