using JsonInventory;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

// The file that comes with the sample is left as it is.
var path = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), $"inventory-{Environment.ProcessId}.json");
if (args.Length == 0)
{
    File.Copy(Path.Combine(AppContext.BaseDirectory, "inventory.json"), path, overwrite: true);
}

var inventory = new JsonInventoryProvider(path, TimeProvider.System);
var balancer = new Balancer();
var plan = balancer.Plan(await inventory.CaptureAsync(default));
Console.WriteLine($"{plan.Status}: memory spread {plan.Before.Spread["memory"]:0.0} -> {plan.After.Spread["memory"]:0.0} points");
foreach (var migration in plan.Migrations)
{
    Console.WriteLine($"{migration.Step}. {migration.Name}: {migration.From} -> {migration.To}. {migration.Reason}");
}

var report = await new PlanExecutor(inventory).ExecuteAsync(plan);
var again = balancer.Plan(await inventory.CaptureAsync(default));
Console.WriteLine($"{report.Moved} moved, {report.Failed} failed; planned again: {again.Status}, {again.Migrations.Count} migrations");
if (args.Length == 0)
{
    File.Delete(path);
}
