namespace ProxLB.Core.Planning;

/// <summary>Facts, options or a strategy's figures that no plan can be made from; every defect is listed.</summary>
/// <param name="defects">One line each: what is wrong, where, and what to do.</param>
public sealed class InvalidClusterException(IReadOnlyList<string> defects)
    : Exception(string.Join(Environment.NewLine, defects))
{
    /// <summary>One line each: what is wrong, where, and what to do.</summary>
    public IReadOnlyList<string> Defects { get; } = defects;
}
