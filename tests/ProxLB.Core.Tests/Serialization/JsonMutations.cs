using System.Text.Json.Nodes;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>All documents that differ from a given one in one place.</summary>
internal static class JsonMutations
{
    private static readonly string[] Replacements =
    [
        "null", "true", "-1", "0", "0.5", "7", "1e3", "101", "1e-400", "\"\"", "\"x\"", "\"2026-11-22T08:00:00\"",
        "[]", "[7]", "[\"x\"]", "[{}]", "{}", "{\"x\":7}", "{\"x\":\"x\"}",
    ];

    /// <summary>Each value replaced by values of each kind, each property left out.</summary>
    public static IEnumerable<(string Change, string Json)> All(string json)
    {
        foreach (var path in Paths(JsonNode.Parse(json)!).ToList())
        {
            foreach (var replacement in Replacements)
            {
                yield return ($"{Describe(path)} = {replacement}", Replace(json, path, replacement));
            }
        }

        foreach (var removed in Removals(json))
        {
            yield return removed;
        }
    }

    /// <summary>Each property left out.</summary>
    public static IEnumerable<(string Change, string Json)> Removals(string json) =>
        Paths(JsonNode.Parse(json)!).Where(path => path[^1] is string).ToList().Select(path => ($"{Describe(path)} left out", Replace(json, path, null)));

    private static IEnumerable<object[]> Paths(JsonNode root)
    {
        var children = root switch
        {
            JsonObject properties => properties.Select(property => ((object)property.Key, property.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [step];
            foreach (var below in child is null ? [] : Paths(child))
            {
                yield return [step, .. below];
            }
        }
    }

    private static string Replace(string json, object[] path, string? replacement)
    {
        // Numbers are put in as they are written here, not as a JsonNode would write them.
        const string Mark = "\"@@replaced@@\"";
        var root = JsonNode.Parse(json)!;
        var parent = path[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        if (replacement is null)
        {
            parent.AsObject().Remove((string)path[^1]);
            return root.ToJsonString();
        }

        if (path[^1] is string property)
        {
            parent[property] = Mark.Trim('"');
        }
        else
        {
            parent[(int)path[^1]] = Mark.Trim('"');
        }

        return root.ToJsonString().Replace(Mark, replacement, StringComparison.Ordinal);
    }

    private static string Describe(object[] path) => "$" + string.Concat(path.Select(step => step is string name ? $".{name}" : $"[{step}]"));
}
