using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads objects whose shape the API does not promise. What is not as expected is left out.</summary>
internal static class NamedObjects
{
    /// <summary>The objects in an object, by name.</summary>
    public static IReadOnlyDictionary<string, T> Read<T>(JsonElement element, JsonTypeInfo<T> type) where T : class
    {
        var objects = new Dictionary<string, T>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return objects;
        }

        foreach (var property in element.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object))
        {
            if (property.Value.Deserialize(type) is { } value)
            {
                objects[property.Name] = value;
            }
        }

        return objects;
    }

    /// <summary>The texts in a list.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
