namespace ProxLB.Core.Planning;

/// <summary>How a guest is moved.</summary>
public enum MigrationMode
{
    /// <summary>A running virtual machine, without a pause that its users notice.</summary>
    Live,

    /// <summary>A running container: stopped, moved, started.</summary>
    Restart,

    /// <summary>A stopped guest.</summary>
    Offline,
}
