namespace ProxLB.Web.Api.Models;

/// <summary>The wish to carry a plan out.</summary>
/// <param name="Plan">The plan's id.</param>
internal sealed record ApplyBody(string Plan);
