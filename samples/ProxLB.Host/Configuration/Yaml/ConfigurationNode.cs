namespace ProxLB.Host.Configuration.Yaml;

/// <summary>A value of a configuration file that knows where it stands.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Path">The keys that lead to it, such as <c>balancing.pools.dev.pin[0]</c>.</param>
internal abstract record ConfigurationNode(int Line, string Path);
