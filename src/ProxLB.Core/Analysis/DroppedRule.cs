namespace ProxLB.Core.Analysis;

/// <summary>An HA rule that the HA manager does not apply.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in one clause.</param>
public sealed record DroppedRule(string Name, string Reason);
