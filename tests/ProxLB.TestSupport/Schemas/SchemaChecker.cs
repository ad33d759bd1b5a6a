using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProxLB.TestSupport.Schemas;

/// <summary>Checks documents against one schema.</summary>
internal sealed partial class SchemaChecker(JsonElement root)
{
    public void Check(JsonElement schema, JsonElement value, string path, List<SchemaError> errors)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            AddIf(schema.ValueKind == JsonValueKind.False, "is not allowed", path, errors);
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            CheckKeyword(schema, keyword.Name, keyword.Value, value, path, errors);
        }
    }

    private void CheckKeyword(JsonElement schema, string keyword, JsonElement argument, JsonElement value, string path, List<SchemaError> errors)
    {
        switch (keyword)
        {
            case "type":
                AddIf(!SchemaKeywords.Names(argument).Any(type => IsOfType(value, type)), $"is not of type {argument}", path, errors);
                break;
            case "enum":
                AddIf(!argument.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)), $"is not one of {argument}", path, errors);
                break;
            case "const":
                AddIf(!JsonElement.DeepEquals(argument, value), $"is not {argument}", path, errors);
                break;
            case "minimum":
                AddIf(IsNumber(value) && value.GetDouble() < argument.GetDouble(), $"is below {argument}", path, errors);
                break;
            case "maximum":
                AddIf(IsNumber(value) && value.GetDouble() > argument.GetDouble(), $"is above {argument}", path, errors);
                break;
            case "exclusiveMinimum":
                AddIf(IsNumber(value) && value.GetDouble() <= argument.GetDouble(), $"is not above {argument}", path, errors);
                break;
            case "minLength":
                AddIf(IsText(value) && Length(value) < argument.GetInt32(), $"is shorter than {argument}", path, errors);
                break;
            case "format":
                AddIf(IsText(value) && !IsDateTime(value.GetString()!), "is no date-time", path, errors);
                break;
            case "required":
                CheckRequired(argument, value, path, errors);
                break;
            case "properties" or "additionalProperties":
                CheckProperties(schema, keyword, argument, value, path, errors);
                break;
            case "items":
                CheckItems(argument, value, path, errors);
                break;
            case "$ref":
                Check(SchemaKeywords.Resolve(root, argument.GetString()!)!.Value, value, path, errors);
                break;
            case "if":
                CheckCondition(schema, argument, value, path, errors);
                break;
        }
    }

    private static void CheckRequired(JsonElement names, JsonElement value, string path, List<SchemaError> errors)
    {
        foreach (var name in SchemaKeywords.Names(names).Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name, out _)))
        {
            errors.Add(new SchemaError($"{path}.{name}", "is missing"));
        }
    }

    private void CheckProperties(
        JsonElement schema, string keyword, JsonElement argument, JsonElement value, string path, List<SchemaError> errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var named = keyword == "properties" ? argument : schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var property in value.EnumerateObject())
        {
            var isNamed = TryGetSchema(named, property.Name, out var own);
            if (isNamed == (keyword == "properties"))
            {
                Check(isNamed ? own : argument, property.Value, $"{path}.{property.Name}", errors);
            }
        }
    }

    private static bool TryGetSchema(JsonElement properties, string name, out JsonElement schema)
    {
        schema = default;
        return properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out schema);
    }

    private void CheckItems(JsonElement argument, JsonElement value, string path, List<SchemaError> errors)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(argument, item, $"{path}[{index++}]", errors);
        }
    }

    private void CheckCondition(JsonElement schema, JsonElement condition, JsonElement value, string path, List<SchemaError> errors)
    {
        var refused = new List<SchemaError>();
        Check(condition, value, path, refused);
        if (schema.TryGetProperty(refused.Count == 0 ? "then" : "else", out var branch))
        {
            Check(branch, value, path, errors);
        }
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => IsText(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => IsNumber(value) && (value.TryGetInt64(out _) || Math.Floor(value.GetDouble()) == value.GetDouble()),
        _ => IsNumber(value),
    };

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static bool IsDateTime(string text) =>
        DateTimeShape().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTimeShape();

    private static void AddIf(bool condition, string message, string path, List<SchemaError> errors)
    {
        if (condition)
        {
            errors.Add(new SchemaError(path, message));
        }
    }
}
