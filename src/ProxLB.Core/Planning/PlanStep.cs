namespace ProxLB.Core.Planning;

/// <summary>One migration in a sequence, by index.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="From">The node it leaves.</param>
/// <param name="To">The node it comes to.</param>
/// <param name="Unit">Steps of one unit need one another.</param>
/// <param name="Detour">Whether it is a parking move that a later step takes further.</param>
internal readonly record struct PlanStep(int Guest, int From, int To, int Unit, bool Detour);
