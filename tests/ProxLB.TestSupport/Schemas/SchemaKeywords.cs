using System.Text.Json;

namespace ProxLB.TestSupport.Schemas;

/// <summary>Refuses schemas that say more than <see cref="SchemaChecker"/> checks.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static void Check(JsonElement root, JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        Require(schema.ValueKind == JsonValueKind.Object, path, "a schema is an object, true or false");
        foreach (var keyword in schema.EnumerateObject())
        {
            CheckKeyword(root, keyword, $"{path}.{keyword.Name}");
        }

        Require(
            schema.TryGetProperty("if", out _) || !(schema.TryGetProperty("then", out _) || schema.TryGetProperty("else", out _)),
            path,
            "'then' and 'else' mean nothing without 'if'");
    }

    private static void CheckKeyword(JsonElement root, JsonProperty keyword, string path)
    {
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "$schema" or "title" or "description" or "default" or "const":
                break;
            case "type":
                Require(Names(value).All(Types.Contains), path, "unknown type");
                break;
            case "enum":
                Require(value.ValueKind == JsonValueKind.Array, path, "a list of values");
                break;
            case "required":
                Require(value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsString), path, "a list of names");
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "minLength":
                Require(value.ValueKind == JsonValueKind.Number, path, "a number");
                break;
            case "format":
                Require(IsString(value) && value.GetString() == "date-time", path, "only the format date-time is checked");
                break;
            case "$ref":
                Require(Resolve(root, value.GetString()!).HasValue, path, "refers to nothing in $defs");
                break;
            case "items" or "additionalProperties" or "if" or "then" or "else":
                Check(root, value, path);
                break;
            case "properties" or "$defs":
                foreach (var property in value.EnumerateObject())
                {
                    Check(root, property.Value, $"{path}.{property.Name}");
                }

                break;
            default:
                throw new NotSupportedException($"{path}: this keyword is not checked.");
        }
    }

    public static JsonElement? Resolve(JsonElement root, string reference)
    {
        const string Prefix = "#/$defs/";
        return reference.StartsWith(Prefix, StringComparison.Ordinal)
            && root.TryGetProperty("$defs", out var definitions)
            && definitions.TryGetProperty(reference[Prefix.Length..], out var definition)
                ? definition
                : null;
    }

    public static IEnumerable<string> Names(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(name => name.GetString()!) : [value.GetString()!];

    private static bool IsString(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            throw new NotSupportedException($"{path}: {problem}.");
        }
    }
}
