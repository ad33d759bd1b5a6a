namespace ProxLB.Web.Api.Models;

/// <summary>The wish to empty nodes as a plan has it.</summary>
/// <param name="Nodes">The nodes' names, those of the plan.</param>
/// <param name="Plan">The id of a plan that was asked for with <c>drain</c>.</param>
internal sealed record DrainBody(IReadOnlyList<string> Nodes, string Plan);
