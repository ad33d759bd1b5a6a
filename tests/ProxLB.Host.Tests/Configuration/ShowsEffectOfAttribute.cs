namespace ProxLB.Host.Tests.Configuration;

/// <summary>The test shows what keys of the configuration do, not only that they are read.</summary>
/// <param name="keys">The keys, with their section.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShowsEffectOfAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys { get; } = keys;
}
