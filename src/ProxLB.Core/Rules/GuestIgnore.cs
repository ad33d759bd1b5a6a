namespace ProxLB.Core.Rules;

/// <summary>How far a guest is left alone. The higher value wins where several rules speak.</summary>
internal enum GuestIgnore
{
    /// <summary>Not at all.</summary>
    No,

    /// <summary>It is moved off a node in maintenance and for nothing else.</summary>
    ExceptMaintenance,

    /// <summary>It is never moved.</summary>
    Always,
}
