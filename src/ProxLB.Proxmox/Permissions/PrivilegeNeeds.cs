namespace ProxLB.Proxmox.Permissions;

/// <summary>Which privileges a configuration needs, and what for.</summary>
internal static class PrivilegeNeeds
{
    public const string SeeGuests = "VM.Audit";

    public static IEnumerable<(string Privilege, string Path, string NeededFor)> For(ProxmoxOptions options, bool hasMappings)
    {
        yield return ("Sys.Audit", "/", "quorum, HA and the cluster's options cannot be read, so no guest moves");
        yield return ("Sys.Audit", "/nodes", "the nodes' figures and tasks cannot be read");
        yield return (SeeGuests, "/vms", "guests are not seen, and their load is not counted");
        yield return ("VM.Migrate", "/vms", "no guest can be migrated");
        yield return ("Datastore.Audit", "/storage", "the storages are not seen, so no room for disks can be told");
        yield return ("Pool.Audit", "/pool", "pools and the rules that hang on them are not seen");
        if (hasMappings)
        {
            yield return ("Mapping.Audit", "/mapping", "guests with mapped devices stay where they are");
        }

        if (options.StorageMap.Count > 0)
        {
            yield return ("VM.Config.Disk", "/vms", "disks cannot be moved to another storage (storage_map)");
            yield return ("Datastore.AllocateSpace", "/storage", "disks cannot be moved to another storage (storage_map)");
        }
    }
}
