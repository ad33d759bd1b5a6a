namespace ProxLB.Core.Rules;

/// <summary>Who moves running HA guests while Proxmox's native rebalancing is active.</summary>
public enum HaOwnership
{
    /// <summary>The HA manager; here they move only for drains and required rules.</summary>
    Native,

    /// <summary>They are planned like others; execution is refused while native rebalancing would undo it.</summary>
    ProxLB,

    /// <summary>There is no plan for HA guests; one that is needed is reported as unsatisfied.</summary>
    Refuse,
}
