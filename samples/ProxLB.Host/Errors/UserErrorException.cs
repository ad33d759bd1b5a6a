namespace ProxLB.Host.Errors;

/// <summary>A mistake of the user: bad arguments, a bad file, a bad configuration.</summary>
/// <param name="defects">One line each: what is wrong, where, and what to do.</param>
internal sealed class UserErrorException(IReadOnlyList<string> defects)
    : Exception(string.Join(Environment.NewLine, defects))
{
    public UserErrorException(string defect)
        : this([defect])
    {
    }

    /// <summary>One line each: what is wrong, where, and what to do.</summary>
    public IReadOnlyList<string> Defects { get; } = defects;
}
