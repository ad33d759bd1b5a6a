namespace ProxLB.Core.Operation;

/// <summary>The content of an <see cref="OperatorMemory"/>.</summary>
internal sealed record OperatorMemoryContent
{
    public IReadOnlyList<string> Drained { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OperatorRun> History { get; init; } = [];
}
