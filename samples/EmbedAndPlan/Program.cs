using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Serialization;

// Facts come from a file here: 'proxlb snapshot' writes one, ProxLB.Proxmox reads a cluster, JsonInventory shows a platform of your own.
var file = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "cluster.json");
var cluster = SnapshotReader.Read(File.ReadAllBytes(file));

var options = new BalancerOptions();
options.Goal.Balanciness = 5;
options.Rules.Rules.Add(new ConfiguredRule { Name = "resolvers", Type = RuleType.AntiAffinity, Guests = ["dns*"] });

var plan = new Balancer(options).Plan(cluster);
Console.WriteLine($"{plan.Status}: memory spread {plan.Before.Spread["memory"]:0.0} -> {plan.After.Spread["memory"]:0.0} points");
foreach (var migration in plan.Migrations)
{
    Console.WriteLine($"{migration.Step}. {migration.Name}: {migration.From} -> {migration.To}. {migration.Reason}");
}

foreach (var item in plan.Unsatisfied)
{
    Console.WriteLine($"Not mended: {item.Reason}");
}

var busiest = cluster.Guests.Where(guest => guest.Running == true).MaxBy(guest => guest.MemoryUsedBytes)!;
Console.WriteLine(new ClusterAnalyzer(options).Explain(cluster, busiest.Id).Summary);
