using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Time;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.Web.Hosting;

namespace ProxLB.Web.Tests.Kit;

/// <summary>A simulated cluster, an operator of it, and its API and page on a free port: everything real but the cluster.</summary>
internal sealed class WebSite : IAsyncDisposable
{
    public const string Auditor = "auditor@pve";
    public const string Balancer = "lb@pve";
    public const string Stranger = "stranger@pve";
    public const string FriendlyOrigin = "https://pve1.example.com:8006";

    // Limits are reckoned by the cluster's clock, which may run a hundred times as fast: a call may take long on a busy machine.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromHours(3);

    private readonly WebApplication _app;
    private readonly ProxmoxClusterProvider _provider;
    private readonly HttpClient _logins;

    private WebSite(ClusterSimulator cluster, ProxmoxClusterProvider provider, ClusterOperator @operator, WebApplication app, AuditLines audit, SimulationClock clock)
    {
        Clock = clock;
        Cluster = cluster;
        _provider = provider;
        Operator = @operator;
        _app = app;
        Audit = audit;
        Address = new Uri(app.Urls.Single());
        // The simulated cluster's certificate is made up, so that only its fingerprint vouches for it.
        _logins = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOf(cluster, certificate) },
        })
        { BaseAddress = cluster.Address };
    }

    public ClusterSimulator Cluster { get; }

    public ClusterOperator Operator { get; }

    public AuditLines Audit { get; }

    /// <summary>The web side's clock: it runs as the machine's and can be moved on.</summary>
    public SimulationClock Clock { get; }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>The migrations that the cluster was asked for so far.</summary>
    public int Requests => Cluster.Read(world => world.Tasks.All.Count(task => task.Type is "qmigrate" or "vzmigrate" or "hamigrate"));

    /// <summary>Lets the cluster sample its nodes once more: until then their figures are of before the last migrations.</summary>
    public void LetFiguresSettle() => Cluster.Advance(TimeSpan.FromSeconds(10));

    public static Task<WebSite> StartAsync(ClusterSnapshot snapshot, double speed = 100) => StartAsync(new ClusterSimulatorOptions { Snapshot = snapshot, Speed = speed });

    public static async Task<WebSite> StartAsync(ClusterSimulatorOptions? options = null)
    {
        // The cluster's time runs fast; a ticket of two hours would not live as long as a slow test.
        options ??= ClusterSimulatorOptions.Demonstration() with { Speed = 100 };
        var cluster = await ClusterSimulator.StartAsync(options with { TicketLifetime = TimeSpan.FromDays(30) });
        cluster.Change(world =>
        {
            world.Access.Users[Auditor] = new SimulatedUser(Auditor, ClusterSimulator.Password);
            world.Access.Users[Stranger] = new SimulatedUser(Stranger, ClusterSimulator.Password);
            world.Access.Grant("/", Auditor, Roles.Auditor);
        });
        var provider = ProxmoxClusterProvider.Create(OptionsFor(cluster), time: cluster.Clock);
        var audit = new AuditLines();
        var clock = new SimulationClock(speed: 1);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(audit);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.ListenForProxLB(ListenAddress.Parse("127.0.0.1:0")));
        var balancing = new BalancerOptions();
        var @operator = new ClusterOperator(
            new OperatorSetup
            {
                Provider = provider,
                Balancer = new Balancer(balancing),
                Analyzer = new ClusterAnalyzer(balancing),
                Execution = new ExecutionOptions { PollInterval = TimeSpan.FromSeconds(2), CallTimeout = CallTimeout, UnreachableTimeout = CallTimeout },
            },
            time: cluster.Clock);
        builder.Services.AddSingleton(@operator);
        builder.Services.AddProxLBWeb(new WebOptions { Origins = [FriendlyOrigin], Time = clock }, () => provider);
        var app = builder.Build();
        app.MapProxLBWeb();
        await app.StartAsync();
        return new WebSite(cluster, provider, @operator, app, audit, clock);
    }

    /// <summary>A ticket of a user, as Proxmox's own page gets it.</summary>
    public async Task<string> TicketAsync(string user = Balancer)
    {
        using var form = new FormUrlEncodedContent([new("username", user), new("password", ClusterSimulator.Password)]);
        using var answer = await _logins.PostAsync(new Uri("api2/json/access/ticket", UriKind.Relative), form);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("data").GetProperty("ticket").GetString()!;
    }

    /// <summary>Somebody who sends requests; null: without a ticket.</summary>
    public async Task<ApiUser> UserAsync(string? user = Balancer) =>
        ApiUser.Of(Address, user is null ? null : await TicketAsync(user));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await Operator.ShutDownAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _provider.Dispose();
        _logins.Dispose();
        await Cluster.DisposeAsync();
    }

    private static ProxmoxOptions OptionsFor(ClusterSimulator cluster)
    {
        var token = cluster.Token.Split('!', '=');
        return new() { Hosts = [cluster.Address.Authority], Fingerprint = cluster.Fingerprint, User = token[0], TokenId = token[1], TokenSecret = token[2], CallTimeout = CallTimeout };
    }

    private static bool IsOf(ClusterSimulator cluster, X509Certificate? certificate) =>
        certificate is not null
        && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), cluster.Fingerprint.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
