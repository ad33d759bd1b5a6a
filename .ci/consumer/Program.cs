using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;

// What a user of the packages writes first: read a snapshot, plan, print.
using var services = new ServiceCollection().AddProxLB().Services.BuildServiceProvider();
using var file = File.OpenRead(args[0]);
var plan = services.GetRequiredService<IBalancer>().Plan(SnapshotReader.Read(file));
Console.WriteLine($"{plan.Status}, {plan.Migrations.Count} migrations");
return plan.Status == PlanStatus.Improved ? 0 : 1;
