namespace ProxLB.Core.Cluster;

/// <summary>A node label and its value, such as <c>room = a</c>.</summary>
/// <param name="Key">The label.</param>
/// <param name="Value">Its value.</param>
public sealed record NodeLabel(string Key, string Value);
