using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>Spoils JSON in the ways that real answers were seen spoilt, and in worse ones.</summary>
internal sealed class JsonMutator(Random random)
{
    private const int Kinds = 16;
    private const int DeepestNesting = 1000;
    private const string Mark = "here-it-goes";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4096 };
    private static readonly JsonSerializerOptions Written = new() { MaxDepth = 4096 };

    /// <summary>The text with one thing changed in it.</summary>
    public string Mutate(string json)
    {
        var root = JsonNode.Parse(json, documentOptions: Deep)!;
        var places = Places(root).ToList();
        if (places.Count == 0)
        {
            return Spoil(json);
        }

        var (parent, key, index) = places[random.Next(places.Count)];
        var value = parent is JsonObject map ? map[key!] : parent[index];
        switch (random.Next(Kinds))
        {
            case 0 when parent is JsonObject fields:
                fields.Remove(key!);
                break;
            case 1:
                Set(parent, key, index, null);
                break;
            case 2:
                Set(parent, key, index, JsonValue.Create(value?.ToJsonString().Trim('"') ?? "null"));
                break;
            case 3:
                Set(parent, key, index, JsonValue.Create(random.Next(-5, 1_000_000)));
                break;
            case 4 when parent is JsonObject fields:
                fields.Remove(key!);
                fields[key!.ToUpperInvariant()] = value?.DeepClone();
                break;
            case 5:
                return Replace(root, parent, key, index, Nested(random.Next(1, DeepestNesting + 1)));
            case 6:
                Set(parent, key, index, JsonValue.Create(random.Next(2) == 0));
                break;
            case 7:
                Set(parent, key, index, new JsonArray("a", 1, null));
                break;
            case 8:
                Set(parent, key, index, new JsonObject { ["type"] = "unknown" });
                break;
            case 9 when parent is JsonArray list:
                list.Insert(index, value?.DeepClone());
                break;
            case 10:
                Set(parent, key, index, JsonNode.Parse(random.Next(3) switch { 0 => "1e308", 1 => "-9223372036854775808", _ => "99999999999999999999999999" }));
                break;
            case 11:
                Set(parent, key, index, JsonValue.Create("\u0000\u202e' OR ../..%2f"));
                break;
            case 12 when parent is JsonObject:
                return Twice(root, parent, key!, value);
            case 13 when parent is JsonObject fields && fields.Count > 1:
                Swap(fields, key!, fields.Select(field => field.Key).ElementAt(random.Next(fields.Count)));
                break;
            case 14 when value is JsonArray or JsonObject:
                Set(parent, key, index, value is JsonArray ? new JsonArray() : new JsonObject());
                break;
            default:
                return Spoil(root.ToJsonString(Written));
        }

        return root.ToJsonString(Written);
    }

    // What a tree cannot hold, too deep or twice the same name, is put into the text.
    private static string Replace(JsonNode root, JsonNode parent, string? key, int index, string text)
    {
        Set(parent, key, index, JsonValue.Create(Mark));
        return root.ToJsonString(Written).Replace($"\"{Mark}\"", text, StringComparison.Ordinal);
    }

    private string Twice(JsonNode root, JsonNode parent, string key, JsonNode? value)
    {
        var first = value?.ToJsonString(Written) ?? "null";
        var second = random.Next(3) switch { 0 => first, 1 => "null", _ => "\"another\"" };
        return Replace(root, parent, key, 0, $"{first},{JsonSerializer.Serialize(key)}:{second}");
    }

    private static void Swap(JsonObject fields, string one, string other)
    {
        var (first, second) = (fields[one]?.DeepClone(), fields[other]?.DeepClone());
        fields[one] = second;
        fields[other] = one == other ? second?.DeepClone() : first;
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    yield return (map, key, 0);
                    foreach (var place in Places(value))
                    {
                        yield return place;
                    }
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    yield return (list, null, index);
                    foreach (var place in Places(list[index]))
                    {
                        yield return place;
                    }
                }

                break;
        }
    }

    private static void Set(JsonNode parent, string? key, int index, JsonNode? value)
    {
        if (parent is JsonObject map)
        {
            map[key!] = value;
        }
        else
        {
            parent[index] = value;
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private string Spoil(string json) => random.Next(4) switch
    {
        0 => json[..random.Next(json.Length)],
        1 => json + json,
        2 => json.Replace(":", ":\u0007", StringComparison.Ordinal),
        _ => "<html>not here</html>",
    };
}
