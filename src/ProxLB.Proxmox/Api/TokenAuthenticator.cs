using System.Net.Http.Headers;

namespace ProxLB.Proxmox.Api;

/// <summary>An API token: the same header on every call.</summary>
internal sealed class TokenAuthenticator : IAuthenticator
{
    private readonly AuthenticationHeaderValue _header;

    public TokenAuthenticator(string user, string tokenId, string secret)
    {
        var name = tokenId.Contains('!', StringComparison.Ordinal) ? tokenId : $"{user}!{tokenId}";
        Identity = $"API token {name}";
        _header = new AuthenticationHeaderValue("PVEAPIToken", $"{name}={secret}");
    }

    public string Identity { get; }

    public Task AuthorizeAsync(HttpRequestMessage request, HostConnection host, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _header;
        return Task.CompletedTask;
    }

    public bool Refused(HttpRequestMessage request) => false;
}
