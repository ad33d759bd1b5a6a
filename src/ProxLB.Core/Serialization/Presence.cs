namespace ProxLB.Core.Serialization;

/// <summary>Whether a property must be there.</summary>
internal enum Presence
{
    /// <summary>It may be absent, but not null.</summary>
    Optional,

    /// <summary>It may be absent or null.</summary>
    Nullable,

    /// <summary>It must be there and not null.</summary>
    Required,
}
