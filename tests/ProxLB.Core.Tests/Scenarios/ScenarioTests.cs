using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Scenarios;

/// <summary>Replays each scenario file: the plan is what the file expects, and what holds for every plan holds for it.</summary>
public sealed class ScenarioTests : IDisposable
{
    private const int FewestScenarios = 24;

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new ManualTimeProvider())
        .AddProxLB()
        .Services
        .BuildServiceProvider();

    public static TheoryData<string> All => [.. Scenario.Names];

    public void Dispose() => _services.Dispose();

    [Fact]
    public void There_are_enough_of_them() => Assert.True(Scenario.Names.Count() >= FewestScenarios);

    [Theory]
    [MemberData(nameof(All))]
    public void File_is_a_valid_snapshot_and_survives_writing(string name)
    {
        var scenario = Scenario.Load(name);

        var written = SnapshotWriter.ToUtf8(scenario.Cluster);

        Assert.Empty(JsonSchema.Snapshot.Validate(scenario.Utf8));
        Assert.Empty(JsonSchema.Snapshot.Validate(written));
        Assert.Equal(name, scenario.Cluster.Name);
        Assert.Equivalent(scenario.Cluster, SnapshotReader.Read(written), strict: true);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Plan_is_the_expected_one(string name)
    {
        var scenario = Scenario.Load(name);

        var plan = Plan(scenario.Cluster);

        var problems = scenario.Problems(plan).ToList();
        Assert.True(problems.Count == 0, string.Join("; ", problems) + Environment.NewLine + Describe(plan));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Plan_file_is_valid_and_survives_reading(string name)
    {
        var plan = Plan(Scenario.Load(name).Cluster);

        var written = PlanWriter.ToUtf8(plan);

        Assert.Empty(JsonSchema.Plan.Validate(written));
        Assert.Equal(written, PlanWriter.ToUtf8(PlanReader.Read(written)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Status_says_what_the_plan_contains(string name)
    {
        var plan = Plan(Scenario.Load(name).Cluster);

        Assert.Equal(plan.Status is PlanStatus.Improved or PlanStatus.Partial, plan.Migrations.Count > 0);
        Assert.Equal(plan.Migrations.Count, plan.Migrations.Select(step => step.Step).Distinct().Count());
        if (plan.Status is PlanStatus.Balanced or PlanStatus.Improved or PlanStatus.Infeasible)
        {
            Assert.Equal(plan.Status == PlanStatus.Infeasible, plan.Unsatisfied.Any(item => item.Required));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Second_plan_proposes_nothing(string name)
    {
        var cluster = Scenario.Load(name).Cluster;

        var again = Plan(Scenario.After(cluster, Plan(cluster)));

        Assert.True(again.Migrations.Count == 0, Describe(again));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Same_facts_give_the_same_plan(string name)
    {
        var cluster = Scenario.Load(name).Cluster;
        var turned = cluster with { Guests = [.. cluster.Guests.Reverse()] };

        var plan = Plan(cluster);

        Assert.Equal(Comparable(plan), Comparable(Plan(cluster)));
        Assert.Equal(plan.SnapshotDigest, Plan(turned).SnapshotDigest);
    }

    private MigrationPlan Plan(ClusterSnapshot cluster) => _services.GetRequiredService<IBalancer>().Plan(cluster);

    private static byte[] Comparable(MigrationPlan plan) => PlanWriter.ToUtf8(plan with { ElapsedMilliseconds = 0 });

    private static string Describe(MigrationPlan plan) => string.Join(
        Environment.NewLine,
        plan.Migrations.Select(step => $"{step.Step}. {step.Guest} {step.From} -> {step.To}{(step.Detour ? " (detour)" : "")}: {step.Reason}")
            .Prepend($"{plan.Status}")
            .Concat(plan.Unsatisfied.Select(item => $"unsatisfied: {item.Constraint} {item.Rule} [{string.Join(", ", item.Guests)}] {item.Reason}"))
            .Concat(plan.Conflicts.Select(conflict => $"conflict: {string.Join(", ", conflict.Rules)}"))
            .Concat(plan.Warnings.Select(warning => $"warning: {warning}")));
}
