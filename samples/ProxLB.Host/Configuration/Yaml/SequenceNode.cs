namespace ProxLB.Host.Configuration.Yaml;

/// <summary>A list.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Path">The keys that lead to it.</param>
/// <param name="Items">Its items.</param>
internal sealed record SequenceNode(int Line, string Path, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Line, Path);
