using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ProxLB.Proxmox.Api;

/// <summary>The connections to one host: one exchange with it, with every way to fail made into an <see cref="ApiException"/>.</summary>
internal sealed class HostConnection : IDisposable
{
    private const long LargestAnswer = 256L << 20;

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private volatile string? _refusedCertificate;

    public HostConnection(HostEndpoint endpoint, ProxmoxOptions options, CertificateTrust trust, HttpMessageHandler? handler = null)
    {
        Endpoint = endpoint;
        _timeout = options.CallTimeout;
        _client = new HttpClient(handler ?? CreateHandler(options, trust))
        {
            BaseAddress = endpoint.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    public HostEndpoint Endpoint { get; }

    /// <summary>Sends a call and returns the body of a good answer.</summary>
    public async Task<byte[]> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_timeout); // the network's time is real, also where the cluster's is simulated
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK && IsJson(response.Content.Headers.ContentType, body)
                ? body
                : throw ErrorAnswer.ToException(request, response, body, Endpoint);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw timeout.IsCancellationRequested
                ? new ApiException(ApiFailure.NoAnswer, $"{Endpoint} did not answer within {_timeout.TotalSeconds:0.#} s.", $"no answer within {_timeout.TotalSeconds:0.#} s", exception)
                : new ApiException(ApiFailure.NotConnected, $"{Endpoint} could not be connected to in time.", "no connection in time", exception);
        }
        catch (HttpRequestException exception)
        {
            throw ToException(exception);
        }
        catch (IOException exception)
        {
            throw new ApiException(ApiFailure.NoAnswer, $"{Endpoint} broke off its answer.", "the connection broke", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private ApiException ToException(HttpRequestException exception)
    {
        if (exception.InnerException is AuthenticationException && _refusedCertificate is { } refusal)
        {
            return new ApiException(ApiFailure.NotTrusted, $"{Endpoint} is not trusted: {refusal}.", refusal, exception);
        }

        var cause = ErrorText.OneLine(exception.InnerException?.Message ?? exception.Message);
        return exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            ? new ApiException(ApiFailure.NotConnected, $"{Endpoint} could not be connected to: {cause}.", cause, exception)
            : new ApiException(ApiFailure.NoAnswer, $"{Endpoint} gave no complete answer: {cause}.", cause, exception);
    }

    private SocketsHttpHandler CreateHandler(ProxmoxOptions options, CertificateTrust trust) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        MaxConnectionsPerServer = options.MaxParallelCalls,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (_refusedCertificate = trust.Refuse(certificate, chain, errors)) is null,
        },
    };

    private static bool IsJson(MediaTypeHeaderValue? type, byte[] body) =>
        type?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true && body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
