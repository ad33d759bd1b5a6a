using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>A row of the cluster's resources that is a guest.</summary>
/// <param name="Id">Its VMID.</param>
/// <param name="Node">The node it lies on.</param>
/// <param name="IsContainer">Whether it is a container.</param>
/// <param name="Row">The row.</param>
internal sealed record GuestRow(int Id, string Node, bool IsContainer, ClusterResource Row)
{
    private const string Vm = "qemu";
    private const string Container = "lxc";

    public GuestKind Kind => IsContainer ? GuestKind.Container : GuestKind.Vm;

    /// <summary>As a person calls it: <c>VM 100 (web)</c>.</summary>
    public string Label => GuestLabel.Of(Kind, Id, Row.Name);

    /// <summary>Its place in the API, such as <c>nodes/pve1/qemu/100</c>.</summary>
    public string ApiPath => PathOf(Kind, Id, Node);

    /// <summary>Whether it runs; null if the cluster does not know.</summary>
    public bool? IsRunning => Row.Status switch
    {
        "stopped" => false,
        null or "" or "unknown" => null,
        _ => true,
    };

    public static string PathOf(GuestKind kind, int id, string node) => $"nodes/{node}/{(kind == GuestKind.Container ? Container : Vm)}/{id}";

    /// <summary>Whether the row is, or must have been, a guest: by its type, its id or its VMID.</summary>
    public static bool IsGuest(ClusterResource row) => row.Type is Vm or Container || row.Vmid is not null || row.Id?.Split('/')[0] is Vm or Container;

    /// <summary>Null if the row does not say which guest it is, or where, or contradicts itself.</summary>
    public static GuestRow? From(ClusterResource row)
    {
        var parts = row.Id?.Split('/');
        var type = row.Type is Vm or Container ? row.Type : parts?[0];
        long? named = parts is [Vm or Container, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        var id = row.Vmid ?? named;
        return type is Vm or Container && id is > 0 and <= int.MaxValue && (named ?? id) == id && IsName(row.Node)
            ? new GuestRow((int)id, row.Node!, type == Container, row)
            : null;
    }

    /// <summary>Whether a text can be a node's name; it becomes part of paths.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and < 64 } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_');
}
