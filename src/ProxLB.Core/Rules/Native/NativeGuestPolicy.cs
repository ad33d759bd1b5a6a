namespace ProxLB.Core.Rules.Native;

/// <summary>How a guest is planned beside native rebalancing.</summary>
internal enum NativeGuestPolicy
{
    /// <summary>Like any other guest.</summary>
    Planned,

    /// <summary>It moves for drains and required rules only; its balance is left to the HA manager.</summary>
    RequiredOnly,

    /// <summary>It is not planned; a move that is needed is reported as unsatisfied.</summary>
    Refused,
}
