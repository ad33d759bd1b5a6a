using System.Text.Json;

namespace ProxLB.Web.Tests.Kit;

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The problem's name; null if it is none.</summary>
    public string? Code => ContentType == "application/problem+json" ? Text("code") : null;

    public string Text(string name) => Json.GetProperty(name).GetString()!;
}
