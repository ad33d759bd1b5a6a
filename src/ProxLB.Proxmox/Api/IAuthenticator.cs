namespace ProxLB.Proxmox.Api;

/// <summary>Puts credentials on a call.</summary>
internal interface IAuthenticator
{
    /// <summary>Puts credentials on a call to this host.</summary>
    Task AuthorizeAsync(HttpRequestMessage request, HostConnection host, CancellationToken cancellationToken);

    /// <summary>Takes note that a call was refused with these credentials. True if new ones can be had, so that the call is worth another try.</summary>
    bool Refused(HttpRequestMessage request);
}
