using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Output.Html;

namespace ProxLB.Host.Tests.Output;

public sealed class PlanPageTests
{
    private const string Attack = "</style><script>alert('1')</script><img src=x onerror=\"alert(2)\">&";

    public static TheoryData<string> Names => ["balanced", "improved", "partial"];

    [Fact]
    public void Names_and_reasons_from_the_cluster_cannot_become_markup()
    {
        var plan = SamplePlans.Partial with
        {
            Goal = Attack,
            Id = Attack,
            Warnings = [Attack],
            Skipped = [new(1, Attack)],
            Migrations = [SamplePlans.Improved.Migrations[0] with { Name = Attack, From = Attack, To = Attack, Reason = Attack, Rule = Attack, TargetStorage = new Dictionary<string, string> { [Attack] = Attack } }],
            Unsatisfied = [SamplePlans.Partial.Unsatisfied[0] with { Rule = Attack, Reason = Attack, Nodes = [Attack] }],
            Conflicts = [SamplePlans.Partial.Conflicts[0] with { Rules = [Attack], Relax = Attack, Nodes = [Attack] }],
            Before = Renamed(SamplePlans.Partial.Before),
            After = Renamed(SamplePlans.Partial.After),
            Frontier = [.. SamplePlans.Partial.Frontier.Select(point => point with { Spread = new Dictionary<string, double> { [Attack] = 1 } })],
        };

        var page = Parse(plan);

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "img");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.True(page.Descendants().Count(element => !element.HasElements && element.Value.Contains(Attack, StringComparison.Ordinal)) > 8);
    }

    [Fact]
    public void What_no_document_may_hold_is_replaced()
    {
        var page = Parse(SamplePlans.Balanced with { Warnings = ["a\u0000b\u001bc\ud800d\u202ee\U0001F427"] });

        Assert.Contains(page.Descendants(), element => element.Value == "a�b�c�d�e\U0001F427");
    }

    [Fact]
    public void It_loads_nothing_and_runs_nothing()
    {
        var page = Parse(SamplePlans.Improved);

        var policy = page.Descendants().Single(element => (string?)element.Attribute("http-equiv") == "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", (string?)policy.Attribute("content"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("#step-", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", Write(SamplePlans.Improved), StringComparison.Ordinal);
    }

    /// <summary>Whatever a person would look for in the plan document stands on the page.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_all_that_the_document_says(string name)
    {
        var plan = Plan(name);
        var text = string.Join(' ', Parse(plan).Descendants().Where(element => element.Name.LocalName is "main").Select(element => element.Value));

        using var document = JsonDocument.Parse(PlanWriter.ToUtf8(plan));
        foreach (var (path, value) in Leaves(document.RootElement, ""))
        {
            if (Expected(path, value) is { } expected)
            {
                Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{path} is {value}, and the page has no '{expected}'.");
            }
        }
    }

    [Fact]
    public void A_step_that_waits_links_to_the_one_it_waits_for()
    {
        var page = Parse(SamplePlans.Improved);

        var link = page.Descendants().Single(element => element.Name.LocalName == "a");
        Assert.Equal("#step-1", (string?)link.Attribute("href"));
        Assert.Single(page.Descendants(), element => (string?)element.Attribute("id") == "step-1");
    }

    [Fact]
    public void The_plans_own_number_of_migrations_is_marked_on_the_frontier()
    {
        var page = Parse(SamplePlans.Partial);

        var row = page.Descendants().Single(element => (string?)element.Attribute("class") == "chosen");
        Assert.StartsWith("1", row.Value, StringComparison.Ordinal);
        Assert.Single(page.Descendants(), element => element.Name.LocalName == "svg");
    }

    [Fact]
    public async Task Plan_prints_the_page_and_nothing_else()
    {
        using var file = new TemporaryFile(Commands.PlanCommandTests.Snapshot(new ProxLB.TestKit.ClusterBuilder().Node("a").Node("b").Guest(101, "a").Build()));

        var result = await HostRunner.RunAsync("plan", "--snapshot", file.Path, "--output", "html");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.StartsWith("<!DOCTYPE html>", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>", result.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Drain_prints_the_page_too()
    {
        using var file = new TemporaryFile(Commands.PlanCommandTests.Snapshot(new ProxLB.TestKit.ClusterBuilder().Node("a").Node("b").Guest(101, "a").Build()));

        var result = await HostRunner.RunAsync("drain", "a", "--snapshot", file.Path, "--output", "html");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("goal drain", result.Output, StringComparison.Ordinal);
        Assert.Contains("id=\"step-1\"", result.Output, StringComparison.Ordinal);
    }

    private static MigrationPlan Plan(string name) => name switch
    {
        "balanced" => SamplePlans.Balanced,
        "improved" => SamplePlans.Improved,
        _ => SamplePlans.Partial,
    };

    private static PlacementState Renamed(PlacementState state) => state with
    {
        Spread = new Dictionary<string, double> { [Attack] = 12 },
        Nodes = [.. state.Nodes.Select((node, index) => node with { Name = $"{index}{Attack}" })],
    };

    /// <summary>How a value of the document is written for a person; null: it is not, or as a picture or word of its own.</summary>
    private static string? Expected(string path, JsonElement value) => path switch
    {
        ".schema" or ".status" or ".createdAt" or ".elapsedMilliseconds" or ".estimatedSeconds" or ".stoppedBy" => null,
        _ when value.ValueKind == JsonValueKind.String => path.EndsWith(".kind", StringComparison.Ordinal) ? value.GetString() == "vm" ? "VM" : "container" : value.GetString(),
        _ when value.ValueKind != JsonValueKind.Number => null,
        _ when path.Contains(".utilisation.", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{value.GetDouble() * 100:0.0} %"),
        _ when path.Contains(".spread.", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{value.GetDouble():0.0}"),
        _ when path.EndsWith(".costBytes", StringComparison.Ordinal) => ProxLB.Host.Terminal.Figures.Bytes(value.GetInt64()),
        _ when path.EndsWith(".guest", StringComparison.Ordinal) || path.Contains(".guests", StringComparison.Ordinal) || path.Contains(".carries", StringComparison.Ordinal) || path.Contains(".after[", StringComparison.Ordinal) => value.GetRawText(),
        _ => null,
    };

    private static IEnumerable<(string Path, JsonElement Value)> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Leaves(property.Value, $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Leaves(item, $"{path}[{index}]")),
        _ => [(path, element)],
    };

    private static string Write(MigrationPlan plan)
    {
        using var writer = new StringWriter();
        PlanPage.Write(writer, plan);
        return writer.ToString();
    }

    /// <summary>A page that is well-formed XML is read alike by every reader.</summary>
    private static XDocument Parse(MigrationPlan plan)
    {
        using var reader = XmlReader.Create(new StringReader(Write(plan)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
