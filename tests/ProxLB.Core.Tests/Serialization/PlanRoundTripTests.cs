using System.Text;
using System.Text.Json;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Serialization;

public class PlanRoundTripTests
{
    [Fact]
    public void The_sample_sets_every_property() => Assert.Empty(DefaultValues.Unset(FullPlan.Create()));

    [Fact]
    public void What_is_written_is_read_again()
    {
        var plan = FullPlan.Create();

        Assert.Equivalent(plan, PlanReader.Read(PlanWriter.ToUtf8(plan)), strict: true);
    }

    [Fact]
    public void What_is_written_is_valid_and_the_same_each_time()
    {
        var written = PlanWriter.ToUtf8(FullPlan.Create());

        Assert.Empty(JsonSchema.Plan.Validate(written));
        Assert.Equal(written, PlanWriter.ToUtf8(PlanReader.Read(written)));
    }

    [Fact]
    public void Every_property_of_the_schema_is_written()
    {
        using var written = JsonDocument.Parse(PlanWriter.ToUtf8(FullPlan.Create()));

        Assert.Empty(SchemaCoverage.Missing("plan.v1.schema.json", written.RootElement));
    }

    [Fact]
    public void Smallest_plan_is_valid_and_read_again()
    {
        var plan = Empty();

        var written = PlanWriter.ToUtf8(plan);

        Assert.Empty(JsonSchema.Plan.Validate(written));
        Assert.Equivalent(plan, PlanReader.Read(written), strict: true);
    }

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-1e-9, "0")]
    [InlineData(12, "12")]
    [InlineData(1234567.1234567, "1234567.123457")]
    public void Figures_are_written_without_noise(double value, string expected)
    {
        var plan = Empty();
        plan = plan with { Before = plan.Before with { Imbalance = value } };

        Assert.Contains($"\"imbalance\": {expected},", Encoding.UTF8.GetString(PlanWriter.ToUtf8(plan)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlanStatus.Balanced, "balanced")]
    [InlineData(PlanStatus.Improved, "improved")]
    [InlineData(PlanStatus.NoBeneficialMigration, "noBeneficialMigration")]
    [InlineData(PlanStatus.Partial, "partial")]
    [InlineData(PlanStatus.Infeasible, "infeasible")]
    public void Status_has_the_name_of_the_contract(PlanStatus status, string name)
    {
        using var written = JsonDocument.Parse(PlanWriter.ToUtf8(Empty() with { Status = status }));

        Assert.Equal(name, written.RootElement.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, written.RootElement.GetProperty("stoppedBy").ValueKind);
    }

    private static MigrationPlan Empty()
    {
        var state = new PlacementState { Spread = new Dictionary<string, double>(), Nodes = [] };
        return new MigrationPlan { Status = PlanStatus.Balanced, Goal = "target", Before = state, After = state, Id = "x", SnapshotDigest = "y" };
    }
}
