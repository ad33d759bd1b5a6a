using System.Net.Http.Headers;

namespace ProxLB.Proxmox.Api;

/// <summary>An API token: the same header on every call.</summary>
/// <param name="token">The token as <c>user@realm!name</c>.</param>
/// <param name="secret">Its secret.</param>
internal sealed class TokenAuthenticator(string token, string secret) : IAuthenticator
{
    private readonly AuthenticationHeaderValue _header = new("PVEAPIToken", $"{token}={secret}");

    public Task AuthorizeAsync(HttpRequestMessage request, HostConnection host, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return Task.CompletedTask;
    }

    public bool Refused(HttpRequestMessage request) => false;
}
