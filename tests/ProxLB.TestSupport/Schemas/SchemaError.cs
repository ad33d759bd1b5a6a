namespace ProxLB.TestSupport.Schemas;

/// <summary>Where a document does not agree with its schema.</summary>
public sealed record SchemaError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
