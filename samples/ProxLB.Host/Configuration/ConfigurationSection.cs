namespace ProxLB.Host.Configuration;

/// <summary>A top-level section of the configuration.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Keys">The keys in it; null: any, and none has an effect.</param>
/// <param name="Note">What an administrator should know who has written it; null: nothing.</param>
internal sealed record ConfigurationSection(string Name, IReadOnlyList<ConfigurationKey<HostConfiguration>>? Keys, string? Note = null);
