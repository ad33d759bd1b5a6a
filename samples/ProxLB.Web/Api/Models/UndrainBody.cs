namespace ProxLB.Web.Api.Models;

/// <summary>The wish to use a drained node again.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Plan">The id of a plan that was asked for with <c>undrain</c>.</param>
internal sealed record UndrainBody(string Node, string Plan);
