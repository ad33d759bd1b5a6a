namespace ProxLB.Web.Hosting;

/// <summary>The clock by which the web side waits; the cluster's own may run faster.</summary>
/// <param name="Time">The clock.</param>
internal sealed record WebClock(TimeProvider Time);
