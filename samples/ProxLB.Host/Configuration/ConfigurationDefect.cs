namespace ProxLB.Host.Configuration;

/// <summary>A mistake in a configuration file.</summary>
/// <param name="Line">The line, from 1; 0: the file as a whole.</param>
/// <param name="Key">The key, with those above it; empty: none.</param>
/// <param name="Problem">What is wrong and what to do.</param>
internal sealed record ConfigurationDefect(int Line, string Key, string Problem)
{
    /// <summary>One line for a person: <c>proxlb.yaml:12: balancing.mode: …</c>.</summary>
    public string Describe(string file)
    {
        var place = Line > 0 ? $"{file}:{Line}" : file;
        return Key.Length > 0 ? $"{place}: {Key}: {Problem}" : $"{place}: {Problem}";
    }
}
