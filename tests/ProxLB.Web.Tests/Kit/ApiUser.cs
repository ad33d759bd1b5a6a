using System.Net.Http.Json;

namespace ProxLB.Web.Tests.Kit;

/// <summary>Sends requests to the API, with a ticket or a token or neither.</summary>
internal sealed class ApiUser : IDisposable
{
    private readonly HttpClient _client;

    private ApiUser(HttpClient client) => _client = client;

    public static ApiUser Of(Uri address, string? ticket)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        if (ticket is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", $"PVEAuthCookie={Uri.EscapeDataString(ticket)}");
        }

        return new(client);
    }

    public static ApiUser WithToken(Uri address, string token)
    {
        var user = Of(address, null);
        user._client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"PVEAPIToken={token}");
        return user;
    }

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a state change as the page does.</summary>
    public Task<ApiAnswer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        PostPlainAsync(path, body, [("X-ProxLB", "1"), .. headers]);

    /// <summary>Sends a state change with these headers and no others.</summary>
    public Task<ApiAnswer> PostPlainAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    /// <summary>Sends a form, as any web site could, but with the header.</summary>
    public async Task<ApiAnswer> PostFormAsync(string path, string plan)
    {
        using var form = new FormUrlEncodedContent([new("plan", plan)]);
        return await SendAsync(HttpMethod.Post, path, form, ("X-ProxLB", "1"));
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        if (content is not null)
        {
            await content.LoadIntoBufferAsync();
        }

        return await SendAsync(method, path, content, headers);
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request);
        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Opens a stream of events.</summary>
    public Task<Stream> StreamAsync(string path) => _client.GetStreamAsync(new Uri(path, UriKind.Relative));

    public void Dispose() => _client.Dispose();
}
