namespace ProxLB.Core.Cluster;

/// <summary>What kind of guest it is.</summary>
public enum GuestKind
{
    /// <summary>A virtual machine; it moves live.</summary>
    Vm,

    /// <summary>A container; it moves by a restart.</summary>
    Container,
}
