namespace ProxLB.Core.Planning;

/// <summary>One term of a score.</summary>
/// <param name="Term">Its name, such as <c>distance.memory</c>.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Value">Its value before the weight.</param>
/// <param name="Contribution">Weight times value.</param>
public sealed record ScoreTerm(string Term, double Weight, double Value, double Contribution);
