using ProxLB.Core.Operation;

namespace ProxLB.Core.Tests.Operation;

public sealed class OperatorMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proxlb-");

    private string File => Path.Combine(_folder.FullName, "operator.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task D02_a_drained_node_stays_excluded_after_a_restart_and_the_history_is_kept()
    {
        using (var site = new OperatorSite(memory: OperatorMemory.Open(File)))
        {
            await site.Operator.ApplyAsync((await site.Operator.PlanDrainAsync(["pve1"])).Id, askedBy: "anna");
            await site.FinishAsync();
        }

        using var restarted = new OperatorSite(memory: OperatorMemory.Open(File));
        var run = Assert.Single(restarted.Operator.History);
        var plan = await restarted.Operator.PlanAsync();

        Assert.Equal("pve1", Assert.Single(restarted.Operator.State.Drained));
        Assert.Equal("anna", run.AskedBy);
        Assert.Equal(8, run.Moved);
        Assert.All(run.Steps, step => Assert.Equal("pve1", step.Migration.From));
        Assert.Equal(8, plan.Plan.Migrations.Count);
        Assert.DoesNotContain(plan.Plan.Migrations, migration => migration.To == "pve1");
    }

    [Fact]
    public void A_damaged_file_is_said_and_counts_as_empty()
    {
        System.IO.File.WriteAllText(File, "{\"drained\": [");

        var memory = OperatorMemory.Open(File);

        Assert.Contains(File, memory.Defect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_nothing()
    {
        var memory = OperatorMemory.Open(File);
        using var site = new OperatorSite(memory: memory);
        Directory.CreateDirectory(File + ".new");

        await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id);
        await site.FinishAsync();

        Assert.Single(site.Operator.History);
    }
}
