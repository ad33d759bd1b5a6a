using CustomStrategy;
using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

var services = new ServiceCollection();
services.AddProxLB(options =>
    {
        options.Goal.Methods["memory"] = 1;
        options.Goal.Methods["network"] = 2;
    })
    .AddStrategy<NetworkStrategy>()
    .AddConstraint<LicenceConstraint>();
using var provider = services.BuildServiceProvider();

const long GiB = 1L << 30;
var cluster = new ClusterSnapshot
{
    Nodes = [.. Enumerable.Range(1, 4).Select(n => new ClusterNode { Name = $"pve{n}", CpuCores = 16, MemoryBytes = 64 * GiB })],
    Guests =
    [
        .. Enumerable.Range(0, 12).Select(i => new Guest
        {
            Id = 100 + i,
            Node = i < 8 ? "pve1" : $"pve{2 + (i % 2)}",
            MemoryBytes = 4 * GiB,
            MemoryUsedBytes = 3 * GiB,
            Labels = new Dictionary<string, string> { ["mbit"] = $"{(200 * (i % 4)) + 100}", ["licence"] = i % 3 == 0 ? "db" : "os" },
        }),
    ],
};

var plan = provider.GetRequiredService<IBalancer>().Plan(cluster);
Console.WriteLine($"{plan.Status}: network spread {plan.Before.Spread["network"]:0.0} -> {plan.After.Spread["network"]:0.0} points");
foreach (var migration in plan.Migrations)
{
    Console.WriteLine($"{migration.Step,2}  {migration.Guest}  {migration.From} -> {migration.To}  {migration.Reason}");
}
