namespace ProxLB.Host.Configuration.Yaml;

/// <summary>Keys and their values.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Path">The keys that lead to it; empty for the file itself.</param>
/// <param name="Entries">In the order of the file; each key once.</param>
internal sealed record MappingNode(int Line, string Path, IReadOnlyList<MappingEntry> Entries) : ConfigurationNode(Line, Path);
