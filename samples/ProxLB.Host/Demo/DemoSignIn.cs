using System.Net.Security;
using System.Security.Cryptography;
using System.Text.Json;
using ProxLB.SimulatedCluster;

namespace ProxLB.Host.Demo;

/// <summary>Signs whoever has the secret address in to the simulated cluster, as Proxmox's own page would.</summary>
internal sealed class DemoSignIn(ClusterSimulator cluster)
{
    private const string User = "root@pam";

    /// <summary>The address; nobody guesses it.</summary>
    public string Path { get; } = $"/demo/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    public void Map(WebApplication app) => app.MapGet(Path, async context =>
    {
        var ticket = await TicketAsync(context.RequestAborted);
        context.Response.Cookies.Append("PVEAuthCookie", ticket, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
        context.Response.Redirect("/");
    }).ExcludeFromDescription();

    private async Task<string> TicketAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None
            || (certificate is not null && Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())) == cluster.Fingerprint.Replace(":", "", StringComparison.Ordinal));
        using var client = new HttpClient(handler) { BaseAddress = cluster.Address };
        using var form = new FormUrlEncodedContent([new("username", User), new("password", ClusterSimulator.Password)]);
        using var answer = await client.PostAsync(new Uri("api2/json/access/ticket", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return body.GetProperty("data").GetProperty("ticket").GetString()!;
    }
}
