namespace ProxLB.Proxmox.Api;

/// <summary>The rows of a list.</summary>
/// <param name="Items">Those that could be read.</param>
/// <param name="LeftOut">How many entries were no objects.</param>
internal sealed record Rows<T>(IReadOnlyList<T> Items, int LeftOut);
