namespace ProxLB.Web.Pages.Model;

/// <summary>One load of a node.</summary>
/// <param name="Dimension">Such as <c>memory</c>.</param>
/// <param name="Before">Now, as a fraction; null if unknown.</param>
/// <param name="After">After the plan; null without one, or if unknown.</param>
public sealed record NodeLoad(string Dimension, double? Before, double? After);
