using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Api;

/// <summary>Calls the API on the first host that answers. A call that may have had an effect is never sent twice.</summary>
internal sealed partial class ProxmoxClient : IDisposable
{
    private readonly Dictionary<HostEndpoint, HostConnection> _connections;
    private readonly IAuthenticator _authenticator;
    private readonly CertificateTrust _trust;
    private readonly HostPool _pool;
    private readonly Backoff _backoff;
    private readonly SemaphoreSlim _slots;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _retries;
    private long _calls;
    private long _received;
    private int _learnt;
    private volatile bool _accepted;

    /// <param name="options">Valid options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where fail-over is logged.</param>
    /// <param name="network">What stands in for the network; null: the network.</param>
    public ProxmoxClient(ProxmoxOptions options, TimeProvider time, ILogger logger, Network? network = null)
    {
        var chance = new Random(options.JitterSeed ?? HashCode.Combine(Environment.MachineName, Environment.ProcessId));
        Caller = Caller.From(options);
        _time = time;
        _logger = logger;
        _retries = options.Retries;
        _trust = new CertificateTrust(options);
        _backoff = new Backoff(options.WaitTime, chance);
        _slots = new SemaphoreSlim(options.MaxParallelCalls);
        _connections = options.Hosts
            .Select(text => HostEndpoint.TryParse(text, out var host) ? host : throw new ArgumentException($"'{text}' is no host.", nameof(options)))
            .Distinct()
            .ToDictionary(host => host, host => new HostConnection(host, options, _trust, network?.Time ?? TimeProvider.System, network?.Handler(host)));
        _pool = new HostPool(_connections.Keys, time, _backoff);
        _authenticator = Caller.Token is not null
            ? new TokenAuthenticator(Caller.Token!, options.TokenSecret ?? "")
            : new TicketAuthenticator(options.User, options.Password ?? "", time);
        if (!options.VerifyCertificate)
        {
            LogUnverified();
        }
    }

    /// <summary>Who calls, without a secret.</summary>
    public Caller Caller { get; }

    /// <summary>The host that is asked first.</summary>
    public HostEndpoint Host => _pool.Current;

    /// <summary>How many calls were made so far, logins not counted.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How many bytes the answers to those calls had.</summary>
    public long ReceivedBytes => Interlocked.Read(ref _received);

    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        using var body = await SendAsync(new ApiCall(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return Envelope.Read(body.Span, type, "GET /" + path);
    }

    public async Task<IReadOnlyList<T>> GetListAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        using var body = await SendAsync(new ApiCall(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        var rows = Envelope.ReadRows(body.Span, type, "GET /" + path);
        if (rows.LeftOut > 0)
        {
            LogLeftOut(rows.LeftOut, path);
        }

        return rows.Items;
    }

    /// <summary>The samples of guests' CPU use among the cluster's metrics.</summary>
    public async Task<IReadOnlyList<MetricSample>> GetMetricsAsync(string path, CancellationToken cancellationToken)
    {
        using var body = await SendAsync(new ApiCall(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return Envelope.ReadMetrics(body.Span, "GET /" + path);
    }

    /// <summary>Starts something; the answer is a task's UPID.</summary>
    public async Task<string?> PostAsync(string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var body = await SendAsync(new ApiCall(HttpMethod.Post, path, parameters), cancellationToken).ConfigureAwait(false);
        return Envelope.Read(body.Span, ApiContext.Default.String, "POST /" + path);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var body = await SendAsync(new ApiCall(HttpMethod.Delete, path), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }

        (_authenticator as IDisposable)?.Dispose();
        _slots.Dispose();
    }

    private async Task<AnswerBody> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var failures = new HostFailures(Caller);
        for (var round = 0; ; round++)
        {
            foreach (var host in _pool.Order())
            {
                var asked = _time.GetUtcNow();
                try
                {
                    var body = await SendToAsync(host, call, cancellationToken).ConfigureAwait(false);
                    Answered(host, asked);
                    return body;
                }
                catch (ApiException failure) when (failure.IsHostAtFault || failure.Failure == ApiFailure.NotAuthenticated)
                {
                    failures.Add(host, failure);
                    LearnAnewAfter(failure);
                    _pool.Failed(host, failure.Message);
                    if (!call.IsSafeToRepeat && !failure.HadNoEffect)
                    {
                        throw;
                    }
                }
                catch (ApiException)
                {
                    Answered(host, asked);
                    throw;
                }
            }

            if (round >= _retries || !failures.AreWorthAnotherRound(_accepted))
            {
                throw failures.ToException(call);
            }

            await Task.Delay(_backoff.Wait(round), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Certificates are renewed: a trusted host may know the new fingerprint.
    private void LearnAnewAfter(ApiException failure)
    {
        if (failure.Failure == ApiFailure.NotTrusted)
        {
            Volatile.Write(ref _learnt, 0);
        }
    }

    private void Answered(HostEndpoint host, DateTimeOffset asked)
    {
        if (_pool.Succeeded(host, asked) is { } reason)
        {
            LogFailOver(host, reason);
        }
    }

    private async Task<AnswerBody> SendToAsync(HostEndpoint host, ApiCall call, CancellationToken cancellationToken)
    {
        var connection = _connections[host];
        for (var again = false; ; again = true)
        {
            using var request = call.ToRequest();
            await AuthorizeAsync(request, connection, cancellationToken).ConfigureAwait(false);
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                Interlocked.Increment(ref _calls);
                var body = await connection.ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
                Interlocked.Add(ref _received, body.Length);
                _accepted = true;
                await LearnFingerprintsAsync(connection, cancellationToken).ConfigureAwait(false);
                return body;
            }
            catch (ApiException refused) when (!again && refused.Failure == ApiFailure.NotAuthenticated && _authenticator.Refused(request))
            {
                // An expired ticket: the call was refused before it had any effect.
            }
            finally
            {
                _slots.Release();
            }
        }
    }

    private async Task AuthorizeAsync(HttpRequestMessage request, HostConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await _authenticator.AuthorizeAsync(request, connection, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure) when (!failure.HadNoEffect)
        {
            // What was lost is the login; the call itself was not sent and may be sent to another host.
            throw new ApiException(ApiFailure.NotConnected, failure.Message, failure.Reason, failure);
        }
    }

    // A cluster's nodes have a certificate each. The first one that is trusted vouches for the others.
    private async Task LearnFingerprintsAsync(HostConnection connection, CancellationToken cancellationToken)
    {
        if (!_trust.UsesFingerprints || _connections.Count == 1 || Interlocked.Exchange(ref _learnt, 1) == 1)
        {
            return;
        }

        try
        {
            using var request = new ApiCall(HttpMethod.Get, "nodes").ToRequest();
            await _authenticator.AuthorizeAsync(request, connection, cancellationToken).ConfigureAwait(false);
            using var body = await connection.ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var node in Envelope.ReadRows(body.Span, ApiContext.Default.NodeEntry, "GET /nodes").Items)
            {
                _trust.Learn(node.Fingerprint);
            }
        }
        catch (ApiException failure)
        {
            LogNotLearnt(failure.Message);
        }
    }
}
