using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads objects whose shape the API does not promise. What is not as expected is left out.</summary>
internal static class NamedObjects
{
    /// <summary>The objects in an object, by name.</summary>
    public static IReadOnlyDictionary<string, T> Read<T>(JsonElement element, JsonTypeInfo<T> type) where T : class
    {
        return element.ValueKind == JsonValueKind.Object
            ? Read(element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value)), type)
            : new Dictionary<string, T>(StringComparer.Ordinal);
    }

    /// <summary>The objects among named values.</summary>
    public static IReadOnlyDictionary<string, T> Read<T>(IEnumerable<KeyValuePair<string, JsonElement>> values, JsonTypeInfo<T> type) where T : class
    {
        var objects = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, element) in values.Where(value => value.Value.ValueKind == JsonValueKind.Object))
        {
            if (element.Deserialize(type) is { } value)
            {
                objects[name] = value;
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
