using System.Text.Json;
using ProxLB.SimulatedCluster.Http;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

/// <summary>Compares every call with the parameters that Proxmox declares for a release, where those files are at hand beside the repository.</summary>
public class ReleaseSchemaTests
{
    [Theory]
    [InlineData("7.4")]
    [InlineData("8.4")]
    [InlineData("9.0")]
    [InlineData("9.1")]
    [InlineData("9.2")]
    public void Calls_and_parameters_are_those_of_the_release(string release)
    {
        var file = Path.Combine(RepositoryPaths.Root, "..", "shared", "pve-schema", release + ".json");
        if (!File.Exists(file))
        {
            return;
        }

        using var schema = JsonDocument.Parse(File.ReadAllText(file));
        var version = ClusterVersion.Parse(release);
        var differences = EndpointTable.All.SelectMany(endpoint => Differences(endpoint, version, schema.RootElement)).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
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
