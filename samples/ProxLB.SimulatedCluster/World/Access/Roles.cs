namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>Sets of privileges.</summary>
public static class Roles
{
    /// <summary>The least a balancer needs.</summary>
    public static IReadOnlySet<string> Balancer { get; } = Set(
        "Sys.Audit", "VM.Audit", "VM.Migrate", "Datastore.Audit", "Pool.Audit", "Mapping.Audit");

    /// <summary>Reading only.</summary>
    public static IReadOnlySet<string> Auditor { get; } = Set(
        "Sys.Audit", "VM.Audit", "Datastore.Audit", "Pool.Audit", "Mapping.Audit", "SDN.Audit");

    /// <summary>Everything that the simulated cluster asks for.</summary>
    public static IReadOnlySet<string> Administrator { get; } = Set(
        "Sys.Audit", "Sys.Console", "Sys.Modify", "Sys.PowerMgmt", "VM.Audit", "VM.Migrate", "VM.PowerMgmt", "VM.Config.Disk",
        "Datastore.Audit", "Datastore.Allocate", "Datastore.AllocateSpace", "Pool.Audit", "Pool.Allocate",
        "Mapping.Audit", "Mapping.Use", "Mapping.Modify", "SDN.Audit", "Permissions.Modify");

    private static HashSet<string> Set(params string[] privileges) => new(privileges, StringComparer.Ordinal);
}
