namespace ProxLB.Core.Analysis;

/// <summary>A permission that is needed and was not granted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it is needed.</param>
/// <param name="NeededFor">What cannot be done without it, in one clause.</param>
/// <param name="Grant">The command that grants it.</param>
public sealed record MissingPermission(string Name, string Path, string NeededFor, string Grant);
