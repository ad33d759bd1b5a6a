using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace ProxLB.SimulatedCluster.Tests.Http;

/// <summary>Calls the API of a simulated cluster, by token unless told otherwise.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _client;

    public ApiClient(ClusterSimulator cluster, string? token = null, bool anonymous = false, int? port = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            string.Join(':', certificate!.GetCertHash(HashAlgorithmName.SHA256).Select(value => value.ToString("X2"))) == cluster.Fingerprint;
        _client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port ?? cluster.Port}/api2/json/") };
        if (!anonymous)
        {
            _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"PVEAPIToken={token ?? cluster.Token}");
        }
    }

    public void Dispose() => _client.Dispose();

    public async Task<JsonElement> DataAsync(string path) => (await GetAsync(path)).Data;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, params (string Name, string Value)[] parameters) => SendAsync(HttpMethod.Post, path, parameters);

    public async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, (string Name, string Value)[]? parameters = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (parameters is not null)
        {
            request.Content = new FormUrlEncodedContent(parameters.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        }

        change?.Invoke(request);
        using var response = await _client.SendAsync(request);
        return new ApiAnswer(response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsStringAsync());
    }
}

internal sealed record ApiAnswer(HttpStatusCode Status, string? Reason, string Text)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Status == HttpStatusCode.OK
        ? Body.GetProperty("data")
        : throw new InvalidOperationException($"{(int)Status} {Reason}: {Text}");

    public string? Error(string parameter) => Body.GetProperty("errors").GetProperty(parameter).GetString();
}
