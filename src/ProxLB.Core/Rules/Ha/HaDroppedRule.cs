namespace ProxLB.Core.Rules.Ha;

/// <summary>An HA rule that the HA manager does not apply.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in one sentence.</param>
internal sealed record HaDroppedRule(string Name, string Reason);
