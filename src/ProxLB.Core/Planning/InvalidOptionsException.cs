namespace ProxLB.Core.Planning;

/// <summary>Options that nothing can be planned with; every error is listed.</summary>
/// <param name="errors">One line each: what is wrong, where, and what to do.</param>
public sealed class InvalidOptionsException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One line each: what is wrong, where, and what to do.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
