namespace ProxLB.Host.Configuration.Yaml;

/// <summary>A single value.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Path">The keys that lead to it.</param>
/// <param name="Text">As written, without quotes.</param>
/// <param name="Quoted">Whether it stood in quotes; then it is text and nothing else.</param>
internal sealed record ScalarNode(int Line, string Path, string Text, bool Quoted) : ConfigurationNode(Line, Path)
{
    /// <summary>Whether nothing is written.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";
}
