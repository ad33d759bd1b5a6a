using System.Text.Json;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.Http;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

/// <summary>Compares every call with the parameters that Proxmox declares for a release, where those files are at hand beside the repository, and skipped elsewhere.</summary>
public class ReleaseSchemaTests
{
    /// <summary>Fields of guests and storages that Proxmox sent for years before its schema named them.</summary>
    private static readonly string[] SentBeforeDeclared = ["cpu", "mem", "disk", "tags", "lock", "template", "diskread", "diskwrite", "netin", "netout", "shared"];

    [SchemaTheory]
    [InlineData("7.4")]
    [InlineData("8.4")]
    [InlineData("9.0")]
    [InlineData("9.1")]
    [InlineData("9.2")]
    public void Calls_and_parameters_are_those_of_the_release(string release)
    {
        using var schema = Read(release);
        var version = ClusterVersion.Parse(release);
        var differences = EndpointTable.All.SelectMany(endpoint => Differences(endpoint, version, schema.RootElement)).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [SchemaTheory]
    [InlineData("7.4")]
    [InlineData("8.4")]
    [InlineData("9.0")]
    [InlineData("9.1")]
    public async Task No_answer_has_a_field_that_only_a_later_release_declares(string release)
    {
        using var schema = Read(release);
        using var last = Read("9.2");
        var small = new SmallCluster { Version = ClusterVersion.Parse(release) }.Vm(100, "pve1").Container(200, "pve1");
        await using var cluster = await Simulated.StartAsync(small);
        cluster.Advance(TimeSpan.FromSeconds(30));
        using var api = new ApiClient(cluster);
        foreach (var call in (string[])
            [
                "/cluster/resources", "/cluster/status", "/nodes", "/nodes/{node}/status", "/nodes/{node}/qemu", "/nodes/{node}/lxc", "/nodes/{node}/storage", "/storage",
                "/nodes/{node}/qemu/{vmid}/status/current", "/nodes/{node}/lxc/{vmid}/status/current", "/nodes/{node}/qemu/{vmid}/migrate", "/cluster/ha/status/current", "/cluster/replication",
            ])
        {
            var here = Answer(schema, call);
            var later = Answer(last, call);
            later.ExceptWith(here);
            later.ExceptWith(SentBeforeDeclared);
            if (here.Count == 0)
            {
                continue; // this release declares no fields at all
            }

            var data = await api.DataAsync(call[1..].Replace("{node}", "pve1", StringComparison.Ordinal).Replace("{vmid}", call.Contains("lxc", StringComparison.Ordinal) ? "200" : "100", StringComparison.Ordinal));
            var sent = (data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : Enumerable.Repeat(data, 1)).SelectMany(row => row.EnumerateObject().Select(field => field.Name));
            Assert.Empty(sent.Where(later.Contains).Distinct(StringComparer.Ordinal).Select(field => $"GET {call}: {field}"));
        }
    }

    private static JsonDocument Read(string release) => JsonDocument.Parse(File.ReadAllText(Path.Combine(SchemaTheoryAttribute.Folder!, release + ".json")));

    private static HashSet<string> Answer(JsonDocument schema, string call)
    {
        if (!schema.RootElement.TryGetProperty($"GET {call}", out var declared) || !declared.TryGetProperty("returns", out var answer))
        {
            return [];
        }

        answer = answer.TryGetProperty("items", out var items) ? items : answer;
        return answer.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
            : [];
    }

    private static IEnumerable<string> Differences(ApiEndpoint endpoint, ClusterVersion version, JsonElement schema)
    {
        var key = $"{endpoint.Method} {endpoint.Path}";
        var declared = schema.TryGetProperty(key, out var call);
        if (declared != version >= endpoint.Since)
        {
            yield return $"{key}: {(declared ? "missing" : "not in this release")}";
            yield break;
        }

        if (!declared)
        {
            yield break;
        }

        var expected = Parameters(call);
        var ours = endpoint.WithPathParameters().Parameters
            .Where(parameter => version >= parameter.Since)
            .GroupBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToDictionary(forms => forms.Key, forms => forms.Last(), StringComparer.Ordinal);
        foreach (var name in expected.Keys.Except(ours.Keys, StringComparer.Ordinal).Where(_ => endpoint.Method is not "PUT"))
        {
            yield return $"{key}: parameter {name} is missing";
        }

        foreach (var (name, parameter) in ours)
        {
            if (!expected.TryGetValue(name, out var required))
            {
                yield return $"{key}: parameter {name} is not in this release";
            }
            else if (required != parameter.Required)
            {
                yield return $"{key}: parameter {name} is {(required ? "required" : "optional")}";
            }
        }
    }

    private static Dictionary<string, bool> Parameters(JsonElement call) =>
        call.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().ToDictionary(
                property => property.Name,
                property => !(property.Value.TryGetProperty("optional", out var optional) && optional.ToString() is "1" or "true" or "True"),
                StringComparer.Ordinal)
            : [];
}
