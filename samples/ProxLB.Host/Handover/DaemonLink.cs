using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;
using ProxLB.Proxmox;
using ProxLB.Web.Hosting;

namespace ProxLB.Host.Handover;

/// <summary>Talks to the daemon on this host by its API, as the user of the configured token.</summary>
internal sealed class DaemonLink : IDisposable
{
    /// <summary>A plan of a large cluster that has to be read first takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;

    private DaemonLink(Uri address, string token)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        // The certificate is for the node's name, which a loopback address is not: only the very one that the daemon shows will do.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && IsOfNode(shown);
        _client = new HttpClient(handler) { BaseAddress = new Uri(address, "api/v1/"), Timeout = Patience };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"PVEAPIToken={token}");
        _client.DefaultRequestHeaders.Add("X-ProxLB", "1");
    }

    /// <summary>A link to whoever has the state directory; null if that is no daemon with an API, or there is no token to show it.</summary>
    /// <remarks>The token leaves this host for nobody: without TLS only a loopback address will do, with it only the node's own certificate.</remarks>
    public static DaemonLink? To(StateOwner? owner, ProxmoxOptions proxmox) =>
        owner is { Command: "run", Address: { } text } && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.IsLoopback || address.Scheme == Uri.UriSchemeHttps)
        && proxmox is { TokenId.Length: > 0, TokenSecret.Length: > 0 }
            ? new DaemonLink(OnThisHost(address), $"{proxmox.User}!{proxmox.TokenId}={proxmox.TokenSecret}")
            : null;

    /// <summary>Where its page is, as seen from this host.</summary>
    public string Address => _client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>A plan that the daemon makes and keeps.</summary>
    public async Task<MigrationPlan> PlanAsync(string query, CancellationToken cancellationToken) =>
        PlanReader.Read(await SendAsync(HttpMethod.Get, $"plan?{query}", body: null, cancellationToken));

    /// <summary>What the daemon is doing.</summary>
    public async Task<DaemonReport> ReportAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await SendAsync(HttpMethod.Get, "state", body: null, cancellationToken), HandoverJson.Default.DaemonReport)!;

    /// <summary>Hands a plan over.</summary>
    public Task ChangeAsync(DaemonCall call, string plan, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["plan"] = plan };
        if (call.Action == "drain")
        {
            body["nodes"] = new JsonArray([.. call.Nodes.Select(node => JsonValue.Create(node))]);
        }
        else if (call.Action == "undrain")
        {
            body["node"] = call.Nodes[0];
        }
        return SendAsync(HttpMethod.Post, call.Action, body, cancellationToken);
    }

    /// <summary>Lets nothing more start; what runs is finished, or cancelled.</summary>
    public Task StopAsync(bool abort, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "stop", new JsonObject { ["abort"] = abort }, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), mediaType: new("application/json"));
        }
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellationToken) : throw await RefusalAsync(answer, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var begun = method == HttpMethod.Post ? " See its log; what it has begun goes on." : "";
            throw new DaemonUnreachableException($"the proxlb daemon at {Address} does not answer: {exception.Message.TrimEnd('.')}.{begun}", exception);
        }
    }

    private static async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        DaemonProblem? problem = null;
        try
        {
            problem = await answer.Content.ReadFromJsonAsync(HandoverJson.Default.DaemonProblem, cancellationToken);
        }
        catch (JsonException)
        {
            // Not an answer of the API; the status has to do.
        }
        problem ??= new($"status {(int)answer.StatusCode}.", Detail: null, Difference: null);
        return answer.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable => new DaemonUnreachableException($"the proxlb daemon cannot answer: {problem.Sentence}"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ClusterUnreachableException(string.Join(' ', problem.Lines)),
            _ => new UserErrorException(problem.Lines),
        };
    }

    /// <summary>The daemon is on this host, and so is what it may be sent: every address stands for this machine's own.</summary>
    private static Uri OnThisHost(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any)
            ? address
            : new UriBuilder(address) { Host = "127.0.0.1" }.Uri;

    private static bool IsOfNode(X509Certificate shown)
    {
        try
        {
            using var own = X509CertificateLoader.LoadCertificateFromFile(CertificateFiles.OfNode().Certificate);
            return own.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(shown.GetCertHash(HashAlgorithmName.SHA256));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}
