using ProxLB.Core.Cluster;

namespace ProxLB.Proxmox.Capture;

/// <summary>How a person calls a guest: <c>VM 100 (web)</c>, <c>CT 101</c>.</summary>
internal static class GuestLabel
{
    public static string Of(GuestKind kind, int id, string? name = null) =>
        $"{(kind == GuestKind.Container ? "CT" : "VM")} {id}{(string.IsNullOrEmpty(name) ? "" : $" ({name})")}";
}
