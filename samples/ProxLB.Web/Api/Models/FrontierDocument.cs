namespace ProxLB.Web.Api.Models;

/// <summary>What can be had for how many migrations.</summary>
/// <param name="Plan">The plan that it was computed with.</param>
/// <param name="Points">From none to all.</param>
internal sealed record FrontierDocument(string Plan, IReadOnlyList<FrontierPointDocument> Points);
