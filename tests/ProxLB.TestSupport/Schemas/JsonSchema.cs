using System.Text.Json;

namespace ProxLB.TestSupport.Schemas;

/// <summary>A JSON schema (2020-12) of the few keywords that the project's contracts use. A keyword that is not among them is an
/// error when the schema is loaded, so that none is passed over in silence.</summary>
public sealed class JsonSchema
{
    private readonly JsonElement _root;

    private JsonSchema(JsonElement root) => _root = root;

    /// <summary>The schema of snapshot files.</summary>
    public static JsonSchema Snapshot { get; } = Load("cluster-snapshot.v1.schema.json");

    /// <summary>The schema of plan files.</summary>
    public static JsonSchema Plan { get; } = Load("plan.v1.schema.json");

    /// <summary>Loads a schema from <c>docs/contracts</c>.</summary>
    public static JsonSchema Load(string fileName) => Parse(File.ReadAllText(RepositoryPaths.Combine("docs", "contracts", fileName)));

    /// <exception cref="NotSupportedException">The schema has a keyword, or a form of one, that is not checked here.</exception>
    public static JsonSchema Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        SchemaKeywords.Check(root, root, "$");
        return new JsonSchema(root);
    }

    /// <summary>All that is wrong with a document; empty if it is valid.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement document)
    {
        var errors = new List<SchemaError>();
        new SchemaChecker(_root).Check(_root, document, "$", errors);
        return errors;
    }

    /// <inheritdoc cref="Validate(JsonElement)"/>
    public IReadOnlyList<SchemaError> Validate(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Validate(document.RootElement);
    }

    /// <inheritdoc cref="Validate(JsonElement)"/>
    public IReadOnlyList<SchemaError> Validate(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Validate(document.RootElement);
    }
}
