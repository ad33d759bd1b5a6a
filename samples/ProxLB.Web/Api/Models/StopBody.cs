namespace ProxLB.Web.Api.Models;

/// <summary>The wish to end the run in progress.</summary>
/// <param name="Abort">Whether what is in flight is cancelled too.</param>
internal sealed record StopBody(bool Abort = false);
