namespace ProxLB.Proxmox.Api;

/// <summary>What stands in for the network to the hosts.</summary>
/// <param name="Handler">Answers the calls to a host.</param>
/// <param name="Time">
/// By which a call's time-out runs. It is not the cluster's clock: a simulated cluster's hours may pass within a call, and no answer is late for that.
/// </param>
internal sealed record Network(Func<HostEndpoint, HttpMessageHandler> Handler, TimeProvider Time);
