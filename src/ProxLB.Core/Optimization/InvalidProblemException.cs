namespace ProxLB.Core.Optimization;

/// <summary>Facts, options or figures that no problem can be compiled from.</summary>
internal sealed class InvalidProblemException(string message) : Exception(message);
