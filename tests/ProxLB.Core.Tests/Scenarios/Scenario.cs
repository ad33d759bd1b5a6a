using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;

namespace ProxLB.Core.Tests.Scenarios;

/// <summary>A scenario file: a snapshot with a further property, <c>expect</c>, that says what a plan must look like.</summary>
internal sealed class Scenario
{
    private readonly JsonElement _expect;

    private Scenario(string name)
    {
        Utf8 = File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
        using var document = JsonDocument.Parse(Utf8);
        _expect = document.RootElement.GetProperty("expect").Clone();
        Cluster = SnapshotReader.Read(Utf8);
    }

    private static string Folder { get; } = RepositoryPaths.Combine("tests", "ProxLB.Core.Tests", "Scenarios");

    public byte[] Utf8 { get; }

    public ClusterSnapshot Cluster { get; }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static Scenario Load(string name) => new(name);

    /// <summary>All that a plan lacks of what is expected; empty if it is as it should be.</summary>
    public IEnumerable<string> Problems(MigrationPlan plan) => _expect.EnumerateObject().SelectMany(expected => Problems(expected, plan));

    /// <summary>The cluster after the plan.</summary>
    public static ClusterSnapshot After(ClusterSnapshot cluster, MigrationPlan plan)
    {
        var places = Places(plan);
        return cluster with { Guests = [.. cluster.Guests.Select(guest => guest with { Node = places.GetValueOrDefault(guest.Id, guest.Node) })] };
    }

    private IEnumerable<string> Problems(JsonProperty expected, MigrationPlan plan)
    {
        var value = expected.Value;
        var after = After(Cluster, plan).Guests.ToDictionary(guest => guest.Id, guest => guest.Node);
        return expected.Name switch
        {
            "about" => [],
            "status" => If(!Texts(value).Contains(StatusName(plan.Status)), $"status is {StatusName(plan.Status)}, not {value}"),
            "migrations" => If(plan.Migrations.Count != value.GetInt32(), $"{plan.Migrations.Count} migrations, not {value}"),
            "detours" => If(plan.Migrations.Count(step => step.Detour) != value.GetInt32(), $"not {value} detours"),
            "stays" => Int32s(value).Where(guest => plan.Migrations.Any(step => step.Guest == guest || step.Carries.Contains(guest))).Select(guest => $"{guest} moves"),
            "spared" => Texts(value).Where(node => plan.Migrations.Any(step => step.To == node)).Select(node => $"{node} is a target"),
            "empty" => Texts(value).Where(node => RunningOn(node, after)).Select(node => $"{node} still has running guests"),
            "places" => value.EnumerateObject().Where(place => after[int.Parse(place.Name)] != place.Value.GetString()).Select(place => $"{place.Name} is not on {place.Value}"),
            "apart" => If(Int32s(value).DistinctBy(guest => after[guest]).Count() != Int32s(value).Count(), $"{value} are not apart"),
            "together" => If(Int32s(value).DistinctBy(guest => after[guest]).Count() != 1, $"{value} are not together"),
            "modes" => If(!plan.Migrations.All(step => Texts(value).Contains(step.Mode.ToString(), StringComparer.OrdinalIgnoreCase)), $"a mode is not {value}"),
            "blocked" => Int32s(value).Where(guest => !plan.Unsatisfied.Any(item => item.Required && item.Guests.Contains(guest))).Select(guest => $"{guest} is not in 'unsatisfied'"),
            "conflicts" => Texts(value).Where(rule => !plan.Conflicts.Any(conflict => conflict.Rules.Any(name => name.Contains(rule, StringComparison.Ordinal)))).Select(rule => $"{rule} is in no conflict"),
            "warnings" => Texts(value).Where(text => !plan.Warnings.Any(warning => warning.Contains(text, StringComparison.OrdinalIgnoreCase))).Select(text => $"no warning says {text}"),
            _ => [$"the expectation '{expected.Name}' is unknown"],
        };
    }

    private bool RunningOn(string node, Dictionary<int, string> after) =>
        Cluster.Guests.Any(guest => guest.Running == true && after[guest.Id] == node);

    private static Dictionary<int, string> Places(MigrationPlan plan)
    {
        var places = new Dictionary<int, string>();
        foreach (var step in plan.Migrations)
        {
            foreach (var guest in step.Carries.Prepend(step.Guest))
            {
                places[guest] = step.To;
            }
        }

        return places;
    }

    private static string StatusName(PlanStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static string[] If(bool wrong, string problem) => wrong ? [problem] : [];

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];

    private static IEnumerable<int> Int32s(JsonElement value) => value.EnumerateArray().Select(item => item.GetInt32());
}
