using CustomStrategy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;

// What a user of the packages writes first: a snapshot, a plan, and the sentences of both.
using var file = File.OpenRead(args[0]);
var cluster = SnapshotReader.Read(file);
foreach (var migration in new Balancer().Plan(cluster).Migrations)
{
    Console.WriteLine($"{migration.Guest}: {migration.From} -> {migration.To}. {migration.Reason}");
}

// Then with a container, a strategy and a constraint of his own, and a cluster that a configuration describes.
var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Proxmox:Hosts:0"] = "pve1.example.com",
    ["Proxmox:User"] = "proxlb@pve",
    ["Proxmox:TokenId"] = "proxlb",
    ["Proxmox:TokenSecret"] = "secret",
    ["Proxmox:Measure:Window"] = "01:00:00",
}).Build();
var services = new ServiceCollection();
services.AddProxLB(options => options.Goal.Methods["network"] = 1)
    .AddStrategy<NetworkStrategy>()
    .AddConstraint<LicenceConstraint>()
    .AddProxmox(configuration);
await using var provider = services.BuildServiceProvider();
var labelled = cluster with
{
    Guests = [.. cluster.Guests.Select(guest => guest with { Labels = new Dictionary<string, string> { ["mbit"] = "500", ["licence"] = "db" } })],
};
var plan = provider.GetRequiredService<IBalancer>().Plan(labelled);
Console.WriteLine($"{plan.Status}, {plan.Migrations.Count} migrations, network spread {plan.Before.Spread["network"]:0.0} -> {plan.After.Spread["network"]:0.0} points");
Console.WriteLine(provider.GetRequiredService<IClusterProvider>());

// And his tests.
ConstraintTester.Verify(new LicenceConstraint(), new ClusterBuilder().Nodes(["a", "b", "c", "d"]).Guest(1, "a", with: Licensed).Guest(2, "a", with: Licensed).Build());
StrategyTester.Verify(new NetworkStrategy(), labelled);
return plan.Status == PlanStatus.Improved ? 0 : 1;

static Guest Licensed(Guest guest) => guest with { Labels = new Dictionary<string, string> { ["licence"] = "db" } };
