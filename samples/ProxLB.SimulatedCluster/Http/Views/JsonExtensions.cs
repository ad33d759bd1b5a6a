using System.Text.Json.Nodes;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>JSON as the API writes it: absent instead of null, 0 and 1 instead of booleans.</summary>
internal static class JsonExtensions
{
    /// <summary>Adds a property unless the value is null.</summary>
    public static JsonObject Put(this JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }

        return target;
    }

    public static int Bit(this bool value) => value ? 1 : 0;

    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray ToJsonArray(this IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];
}
