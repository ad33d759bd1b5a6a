using ProxLB.Core.Planning;
using ProxLB.Host.Output;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Output;

/// <summary>What a person sees of a plan. Set PROXLB_WRITE_GOLDENS to write the expected texts anew.</summary>
public sealed class PlanTextTests
{
    [Theory]
    [InlineData("balanced", 80)]
    [InlineData("improved", 80)]
    [InlineData("improved", 120)]
    [InlineData("partial", 80)]
    [InlineData("improved", 60)]
    public void A_plan_is_printed_as_expected(string plan, int width) =>
        Golden.Check($"plan-{plan}-{width}.txt", Print(Plan(plan), TerminalCapabilities.Plain(width)));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var lines = Print(SamplePlans.Improved, TerminalCapabilities.Plain(width)).Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
    }

    [Fact]
    public void Plain_output_holds_no_escape_sequence() =>
        Assert.DoesNotContain('\u001b', Print(SamplePlans.Improved, TerminalCapabilities.Plain()));

    [Fact]
    public void A_terminal_gets_colours()
    {
        var text = Print(SamplePlans.Improved, new(80, Colour: true, Interactive: true));

        Assert.Contains('\u001b', text);
    }

    private static MigrationPlan Plan(string name) => name switch
    {
        "balanced" => SamplePlans.Balanced,
        "improved" => SamplePlans.Improved,
        _ => SamplePlans.Partial,
    };

    private static string Print(MigrationPlan plan, TerminalCapabilities terminal)
    {
        using var writer = new StringWriter();
        new PlanText(TerminalConsole.Create(writer, terminal)).Write(plan);
        return writer.ToString();
    }
}
