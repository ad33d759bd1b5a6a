namespace ProxLB.Web.Api.Models;

/// <summary>What came of a state change.</summary>
/// <param name="Plan">The plan concerned; null if none is.</param>
/// <param name="Activity">What is being done now.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record ChangeDocument(string? Plan, Activity Activity, string Message);
