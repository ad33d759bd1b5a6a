using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.TestKit;

public class JsonSchemaTests
{
    [Theory]
    [InlineData("""{ "type": "object" }""", "{}", "[]")]
    [InlineData("""{ "type": "array" }""", "[]", "{}")]
    [InlineData("""{ "type": "string" }""", "\"a\"", "1")]
    [InlineData("""{ "type": "boolean" }""", "false", "0")]
    [InlineData("""{ "type": "null" }""", "null", "0")]
    [InlineData("""{ "type": "number" }""", "1.5", "\"1.5\"")]
    [InlineData("""{ "type": "integer" }""", "7", "7.5")]
    [InlineData("""{ "type": "integer" }""", "7.0", "true")]
    [InlineData("""{ "type": ["integer", "null"] }""", "null", "\"7\"")]
    [InlineData("""{ "enum": ["a", null] }""", "null", "\"b\"")]
    [InlineData("""{ "const": "a" }""", "\"a\"", "\"A\"")]
    [InlineData("""{ "minimum": 1 }""", "1", "0.9")]
    [InlineData("""{ "maximum": 1 }""", "1", "1.1")]
    [InlineData("""{ "exclusiveMinimum": 1 }""", "1.1", "1")]
    [InlineData("""{ "minLength": 1 }""", "\"a\"", "\"\"")]
    [InlineData("""{ "minLength": 2 }""", "\"ab\"", "\"\\ud83d\\ude00\"")]
    [InlineData("""{ "format": "date-time" }""", "\"2026-11-22T08:00:00Z\"", "\"2026-11-22T08:00:00\"")]
    [InlineData("""{ "format": "date-time" }""", "\"2026-11-22t08:00:00.123+01:00\"", "\"2026-11-22\"")]
    [InlineData("""{ "format": "date-time" }""", "5", "\"2026-13-22T08:00:00Z\"")]
    [InlineData("""{ "required": ["a"] }""", """{ "a": null }""", """{ "b": 1 }""")]
    [InlineData("""{ "required": ["a"] }""", "[]", "{}")]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", """{ "a": 1, "b": "x" }""", """{ "a": "x" }""")]
    [InlineData("""{ "additionalProperties": { "type": "integer" } }""", """{ "a": 1 }""", """{ "a": "x" }""")]
    [InlineData("""{ "properties": { "a": {} }, "additionalProperties": false }""", """{ "a": 1 }""", """{ "a": 1, "b": 1 }""")]
    [InlineData("""{ "items": { "type": "integer" } }""", "[1, 2]", "[1, \"2\"]")]
    [InlineData("""{ "$defs": { "i": { "type": "integer" } }, "$ref": "#/$defs/i" }""", "1", "\"1\"")]
    [InlineData("""{ "if": { "const": 1 }, "then": { "type": "string" } }""", "2", "1")]
    [InlineData("""{ "if": { "type": "string" }, "then": { "const": "a" }, "else": { "const": 1 } }""", "\"a\"", "\"b\"")]
    [InlineData("""{ "if": { "type": "string" }, "then": { "const": "a" }, "else": { "const": 1 } }""", "1", "2")]
    public void Keyword_accepts_what_it_allows_and_refuses_the_rest(string schema, string valid, string invalid)
    {
        var parsed = JsonSchema.Parse(schema);

        Assert.Empty(parsed.Validate(valid));
        Assert.NotEmpty(parsed.Validate(invalid));
    }

    [Theory]
    [InlineData("""{ "pattern": "a+" }""", "$.pattern")]
    [InlineData("""{ "properties": { "a": { "uniqueItems": true } } }""", "$.properties.a.uniqueItems")]
    [InlineData("""{ "items": { "oneOf": [] } }""", "$.items.oneOf")]
    [InlineData("""{ "$defs": { "x": { "maxLength": 3 } } }""", "$.$defs.x.maxLength")]
    [InlineData("""{ "format": "uri" }""", "$.format")]
    [InlineData("""{ "type": "text" }""", "$.type")]
    [InlineData("""{ "$ref": "#/$defs/nowhere" }""", "$.$ref")]
    [InlineData("""{ "else": { "type": "string" } }""", "$")]
    [InlineData("""{ "minimum": "1" }""", "$.minimum")]
    public void Schema_that_says_more_than_is_checked_is_refused(string schema, string path)
    {
        var exception = Assert.Throws<NotSupportedException>(() => JsonSchema.Parse(schema));

        Assert.StartsWith(path + ":", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_listed_with_its_path()
    {
        var schema = JsonSchema.Parse("""
            {
              "required": ["name"],
              "properties": { "list": { "items": { "properties": { "size": { "minimum": 0 } } } }, "name": { "type": "string" } }
            }
            """);

        var errors = schema.Validate("""{ "list": [{ "size": -1 }, { "size": 1 }, { "size": -2 }] }""");

        Assert.Equal(["$.name", "$.list[0].size", "$.list[2].size"], errors.Select(error => error.Path));
    }

    [Fact]
    public void Both_contracts_use_only_keywords_that_are_checked()
    {
        Assert.NotEmpty(JsonSchema.Snapshot.Validate("{}"));
        Assert.NotEmpty(JsonSchema.Plan.Validate("{}"));
    }
}
