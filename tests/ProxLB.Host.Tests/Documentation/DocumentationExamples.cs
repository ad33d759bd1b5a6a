using CustomStrategy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.TestKit;
using ProxLB.Web.Hosting;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>The code of the pages, compiled and run.</summary>
public sealed class DocumentationExamples
{
    [Fact]
    public void First_example_of_the_repository()
    {
        using var file = File.OpenRead("cluster.json");
        var plan = new Balancer().Plan(SnapshotReader.Read(file));
        foreach (var migration in plan.Migrations)
        {
            Console.WriteLine($"{migration.Guest}: {migration.From} -> {migration.To}. {migration.Reason}");
        }

        Assert.NotEmpty(plan.Migrations);
    }

    [Fact]
    public void First_example_of_the_core()
    {
        var snapshot = SnapshotReader.Read(File.ReadAllBytes("cluster.json"));
        var plan = new Balancer().Plan(snapshot);
        Console.WriteLine($"{plan.Status}: {plan.Migrations.Count} migrations");

        Assert.Equal(PlanStatus.Improved, plan.Status);
    }

    [Fact]
    public void A_real_cluster_is_registered()
    {
        var services = new ServiceCollection();
        services.AddProxLB()
            .AddProxmox(options =>
            {
                options.Hosts = ["10.0.0.1", "[fd00::2]:8006"];   // the next one is used when one fails
                options.User = "balancer@pve";
                options.TokenId = "proxlb";
                options.TokenSecret = Environment.GetEnvironmentVariable("PROXLB_TOKEN");
                options.Fingerprint = "AA:BB:…";                  // or CaFile, or neither: the system's authorities
            });

        Assert.Contains(services, service => service.ServiceType == typeof(IClusterProvider));
    }

    [Fact]
    public void A_real_cluster_is_registered_from_a_configuration()
    {
        var services = new ServiceCollection();
        var configuration = OneHost();
        services.AddProxLB().AddProxmox(configuration);   // section Proxmox: Hosts, User, TokenId, …

        using var provider = services.BuildServiceProvider();
        Assert.Equal("API token lb@pve!bal at pve1:8006", provider.GetRequiredService<IClusterProvider>().ToString());
    }

    [Fact]
    public async Task A_cluster_is_balanced_without_a_container()
    {
        var options = new BalancerOptions();
        var provider = new InMemoryClusterProvider(Licensed(), new ManualTimeProvider()) { Duration = _ => TimeSpan.Zero };
        var stop = CancellationToken.None;

        var balancer = new Balancer(options, [new NetworkStrategy()], [new LicenceConstraint()]);
        var plan = balancer.Plan(await provider.CaptureAsync(stop), cancellationToken: stop);
        var report = await new PlanExecutor(provider).ExecuteAsync(plan, cancellationToken: stop);

        Assert.Equal((plan.Migrations.Count, 0), (report.Moved, report.Failed));
    }

    [Fact]
    public void Own_types_are_registered()
    {
        var services = new ServiceCollection();
        services.AddProxLB(options => options.Goal.Methods["network"] = 1)
            .AddStrategy<NetworkStrategy>()
            .AddConstraint<LicenceConstraint>();

        using var provider = services.BuildServiceProvider();
        Assert.Equal("network", Assert.Single(provider.GetRequiredService<IBalancer>().Plan(Licensed()).Before.Spread).Key);
    }

    [Fact]
    public void Own_types_are_tested()
    {
        var cluster = new ClusterBuilder()
            .Nodes(["pve1", "pve2", "pve3", "pve4"])
            .Guests(100, 6, "pve1", with: guest => guest with { Labels = new Dictionary<string, string> { ["licence"] = "db" } })
            .Build();

        ConstraintTester.Verify(new LicenceConstraint(), cluster);
        StrategyTester.Verify(new NetworkStrategy(), cluster);

        var windows = cluster with { Guests = [.. cluster.Guests.Select(guest => guest with { Tags = ["windows"] })] };
        ConstraintTester.Verify(new WindowsLicenceConstraint(), windows);
    }

    [Fact]
    public async Task A_failure_is_rehearsed()
    {
        var cluster = Licensed();
        var time = new ManualTimeProvider();
        var provider = new InMemoryClusterProvider(cluster, time);
        provider.FailNext(100, "the target went away");
        var plan = new Balancer(time: time).Plan(cluster);
        var report = await time.RunAsync(new PlanExecutor(provider, time: time, scheduler: time.Scheduler).ExecuteAsync(plan));

        Assert.NotEmpty(plan.Migrations);
        Assert.Equal(plan.Migrations.Any(migration => migration.Guest == 100) ? 1 : 0, report.Failed);
    }

    [Fact]
    public void The_executor_is_registered()
    {
        var services = new ServiceCollection();
        var configuration = OneHost();
        services.AddProxLB()
            .AddProxmox(configuration)
            .ConfigureExecution(options => options.MaxParallel = 2)
            .UseStateDirectory("/var/lib/myapp");   // without it the journal lives as long as the process

        Assert.Contains(services, service => service.ServiceType == typeof(PlanExecutor));
    }

    [Fact]
    public async Task A_plan_is_carried_out_with_a_container()
    {
        var stop = CancellationToken.None;
        var services = new ServiceCollection();
        services.AddProxLB();
        services.AddSingleton<IClusterProvider>(new InMemoryClusterProvider(Licensed(), new ManualTimeProvider()) { Duration = _ => TimeSpan.Zero });
        await using var provider = services.BuildServiceProvider();
        var balancer = provider.GetRequiredService<IBalancer>();
        var plan = balancer.Plan(Licensed(), cancellationToken: stop);

        var executor = provider.GetRequiredService<PlanExecutor>();
        var report = await executor.ExecuteAsync(plan, new ExecutionRequest { Balancer = balancer }, stop);

        Assert.Equal((plan.Migrations.Count, 0), (report.Moved, report.Failed));
    }

    [Fact]
    public async Task A_cluster_is_simulated()
    {
        await using var cluster = await ClusterSimulator.StartAsync(ClusterSimulatorOptions.Demonstration());
        // cluster.Address, cluster.Fingerprint, cluster.Token
        cluster.Change(world => world.KillNode("pve2"));
        cluster.Faults.Add(new Fault { Path = "/cluster/resources", Status = 500, Times = 2 });

        Assert.Equal(Uri.UriSchemeHttps, cluster.Address.Scheme);
    }

    [Fact]
    public async Task The_page_is_put_into_an_application()
    {
        var options = new ProxmoxOptions { Hosts = ["pve1"], User = "lb@pve", TokenId = "bal", TokenSecret = "secret" };
        using var proxmox = ProxmoxClusterProvider.Create(options);
        var clusterOperator = new ClusterOperator(new OperatorSetup { Provider = proxmox, Balancer = new Balancer(), Analyzer = new ClusterAnalyzer(), Execution = new ExecutionOptions() });
        var builder = WebApplication.CreateSlimBuilder();

        builder.WebHost.ConfigureKestrel(server => server.ListenForProxLB(ListenAddress.Parse("127.0.0.1:8095")));
        builder.Services.AddSingleton(clusterOperator);
        builder.Services.AddProxLBWeb(new WebOptions { Origins = ["https://pve1.example.com:8006"] }, () => proxmox);
        var app = builder.Build();
        app.MapProxLBWeb();

        await using (app)
        {
            Assert.NotEmpty(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        }
    }

    private static IConfiguration OneHost() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Proxmox:Hosts:0"] = "pve1",
        ["Proxmox:User"] = "lb@pve",
        ["Proxmox:TokenId"] = "bal",
        ["Proxmox:TokenSecret"] = "secret",
    }).Build();

    private static ClusterSnapshot Licensed() => new ClusterBuilder()
        .Nodes(["pve1", "pve2", "pve3", "pve4"])
        .Guests(100, 6, "pve1", with: guest => guest with { Labels = new Dictionary<string, string> { ["licence"] = "db", ["mbit"] = "900" } })
        .Build();

    internal sealed class WindowsLicenceConstraint : NodeFilterConstraint
    {
        public override string Name => "windows-licence";

        protected override bool Concerns(Guest guest) => guest.Tags.Contains("windows");

        protected override bool Allows(Guest guest, ClusterNode node) => node.Labels.ContainsKey("windows");

        protected override string Explain(Guest guest, ClusterNode node) => $"Guest {guest.Id} runs Windows, and {node.Name} has no licence for it.";
    }
}
