namespace ProxLB.Core.Planning;

/// <summary>What asks for a step.</summary>
/// <param name="Cause">The kind of cause.</param>
/// <param name="Rule">The rule, if one does.</param>
/// <param name="Why">The sentence that says so; null for balance.</param>
internal sealed record StepCause(MigrationCause Cause, string? Rule, string? Why);
