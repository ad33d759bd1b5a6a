namespace ProxLB.Host.Configuration.Yaml;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Path">The keys that lead to the value, this one included.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, int Line, string Path, ConfigurationNode Value);
