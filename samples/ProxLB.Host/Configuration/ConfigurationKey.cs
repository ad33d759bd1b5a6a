namespace ProxLB.Host.Configuration;

/// <summary>A key of the configuration and what it does.</summary>
/// <typeparam name="T">What it is read into.</typeparam>
/// <param name="Name">The key, as written.</param>
/// <param name="Read">Reads its value into the target.</param>
/// <param name="Show">Its effective value; null where nothing is to be shown.</param>
internal sealed record ConfigurationKey<T>(string Name, Action<T, ConfigurationValue> Read, Func<T, object?>? Show = null)
{
    /// <summary>Whether the value is never shown.</summary>
    public bool Secret { get; init; }

    /// <summary>What an administrator should know who has set it; null: nothing.</summary>
    public string? Note { get; init; }
}
