using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProxLB.Host.Tests;

/// <summary>Stands before a simulated cluster, with a certificate of its own, and writes down what is asked.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _cluster;
    private readonly ConcurrentQueue<string> _requests = new();

    private RecordingProxy(SimulatedSite site, X509Certificate2 certificate)
    {
        Certificate = certificate;
#pragma warning disable MA0039 // The simulated cluster signs its own certificate.
        _cluster = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = site.Cluster.Address };
#pragma warning restore MA0039
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _server = builder.Build();
        _server.Run(PassOnAsync);
    }

    /// <summary>Its certificate, which it has signed itself.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Where it listens, host and port.</summary>
    public string Authority => new Uri(_server.Urls.First()).Authority;

    /// <summary>The requests so far, as <c>POST /path?query body</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts it and leads the site's configuration to it.</summary>
    /// <param name="site">The cluster.</param>
    /// <param name="trust">Whether the configuration trusts its certificate by fingerprint.</param>
    public static async Task<RecordingProxy> StartAsync(SimulatedSite site, bool trust = true)
    {
        var proxy = new RecordingProxy(site, SelfSigned());
        await proxy._server.StartAsync();
        var fingerprint = string.Join(':', proxy.Certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2")));
        var text = await File.ReadAllTextAsync(site.ConfigurationPath);
        await File.WriteAllTextAsync(site.ConfigurationPath, text
            .Replace(site.Cluster.Address.Authority, proxy.Authority, StringComparison.Ordinal)
            .Replace($"  fingerprint: {site.Cluster.Fingerprint}", trust ? $"  fingerprint: {fingerprint}" : "", StringComparison.Ordinal));
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _cluster.Dispose();
        Certificate.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var target = context.Request.Path + context.Request.QueryString;
        _requests.Enqueue($"{context.Request.Method} {target} {body}");
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, context.Request.ContentType!.Split(';')[0]);
        }
        foreach (var name in (string[])["Authorization", "Cookie", "CSRFPreventionToken"])
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)context.Request.Headers[name]);
        }
        using var answer = await _cluster.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=proxy", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
