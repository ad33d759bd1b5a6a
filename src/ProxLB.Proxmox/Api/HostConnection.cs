using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ProxLB.Proxmox.Api;

/// <summary>The connections to one host: one exchange with it, with every way to fail made into an <see cref="ApiException"/>.</summary>
internal sealed class HostConnection : IDisposable
{
    private const int LargestAnswer = 256 << 20;

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private volatile string? _refusedCertificate;

    public HostConnection(HostEndpoint endpoint, ProxmoxOptions options, CertificateTrust trust, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _time = time;
        Endpoint = endpoint;
        _timeout = options.CallTimeout;
        _client = new HttpClient(handler ?? CreateHandler(options, trust))
        {
            BaseAddress = endpoint.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public HostEndpoint Endpoint { get; }

    /// <summary>Sends a call and returns the body of a good answer.</summary>
    public async Task<AnswerBody> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            var body = await AnswerBody.ReadAsync(response.Content, LargestAnswer, both.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK && IsJson(response.Content.Headers.ContentType, body.Span))
            {
                return body;
            }

            using (body)
            {
                throw ErrorAnswer.ToException(request, response, body.Span, Endpoint);
            }
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
            var cause = ErrorText.OneLine(exception.Message).TrimEnd('.');
            throw new ApiException(ApiFailure.NoAnswer, $"{Endpoint} gave no complete answer: {cause}.", cause, exception);
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

    private static bool IsJson(MediaTypeHeaderValue? type, ReadOnlySpan<byte> body) =>
        type?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true && body.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
