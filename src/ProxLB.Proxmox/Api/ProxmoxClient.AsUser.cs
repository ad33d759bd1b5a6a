using System.Text.Json.Serialization.Metadata;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox.Api;

/// <content>Questions in the name of a user of the cluster, not in the program's own.</content>
internal sealed partial class ProxmoxClient
{
    /// <summary>Asks with a user's credential. A refusal of it says nothing about the host, which is asked on as before.</summary>
    public async Task<T?> GetAsUserAsync<T>(string path, UserCredential credential, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var call = new ApiCall(HttpMethod.Get, path);
        var failures = new HostFailures(Caller);
        foreach (var host in _pool.Order())
        {
            try
            {
                using var body = await SendAsUserAsync(host, call, credential, cancellationToken).ConfigureAwait(false);
                return Envelope.Read(body.Span, type, "GET /" + path);
            }
            catch (ApiException failure) when (failure.IsHostAtFault)
            {
                failures.Add(host, failure);
                _pool.Failed(host, failure.Message);
            }
        }

        throw failures.ToException(call);
    }

    private async Task<AnswerBody> SendAsUserAsync(HostEndpoint host, ApiCall call, UserCredential credential, CancellationToken cancellationToken)
    {
        using var request = call.ToRequest();
        credential.Authorize(request);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Interlocked.Increment(ref _calls);
            return await _connections[host].ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }
}
