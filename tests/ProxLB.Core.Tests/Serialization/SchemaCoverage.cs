using System.Text.Json;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>Compares the property names of a schema with those of a document.</summary>
internal static class SchemaCoverage
{
    /// <summary>Names of properties in the schema that the document nowhere has, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Missing(string schemaFile, JsonElement document)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Combine("docs", "contracts", schemaFile)));
        var named = new SortedSet<string>(StringComparer.Ordinal);
        CollectFromSchema(schema.RootElement, named);
        var used = new HashSet<string>();
        CollectFromDocument(document, used);
        named.ExceptWith(used);
        return [.. named];
    }

    private static void CollectFromSchema(JsonElement schema, SortedSet<string> names)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name is "properties" or "$defs")
            {
                foreach (var property in keyword.Value.EnumerateObject())
                {
                    if (keyword.Name == "properties")
                    {
                        names.Add(property.Name);
                    }

                    CollectFromSchema(property.Value, names);
                }
            }
            else
            {
                CollectFromSchema(keyword.Value, names);
            }
        }
    }

    private static void CollectFromDocument(JsonElement element, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                CollectFromDocument(item, names);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                names.Add(property.Name);
                CollectFromDocument(property.Value, names);
            }
        }
    }
}
