using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>A guest: status, configuration, pending changes, snapshots.</summary>
internal static class GuestEndpoints
{
    public static IEnumerable<ApiEndpoint> All => [.. For("qemu", GuestKind.Vm), .. For("lxc", GuestKind.Container)];

    private static IEnumerable<ApiEndpoint> For(string type, GuestKind kind)
    {
        var root = $"/nodes/{{node}}/{type}/{{vmid}}";
        yield return Audited(ApiEndpoint.Get($"{root}/status/current", call => GuestStatusView.Of(call.World, call.Guest(kind))));
        yield return Audited(ApiEndpoint.Get($"{root}/config", call => Config(call, kind)))
            .With(ApiParameter.Flag("current"), ApiParameter.Text("snapshot"));
        yield return Audited(ApiEndpoint.Get($"{root}/pending", call => Pending(call.Guest(kind))));
        yield return Audited(ApiEndpoint.Get($"{root}/snapshot", call => Snapshots(call.Guest(kind))));
    }

    private static ApiEndpoint Audited(ApiEndpoint endpoint) => endpoint.Requires("/vms/{vmid}", "VM.Audit");

    private static JsonObject Config(ApiCall call, GuestKind kind)
    {
        var guest = call.Guest(kind);
        if (call.TextOrNull("snapshot") is not { } name)
        {
            return GuestConfigView.Of(guest, call.Flag("current"));
        }

        return guest.Snapshots.Exists(snapshot => snapshot.Name == name)
            ? GuestConfigView.Of(guest, current: true)
            : throw RequestRefusedException.Failure($"snapshot '{name}' does not exist");
    }

    private static JsonArray Pending(SimulatedGuest guest)
    {
        var entries = GuestConfigView.Entries(guest);
        return entries.Keys.Union(guest.Pending.Keys, StringComparer.Ordinal)
            .Select(key => (JsonNode)new JsonObject { ["key"] = key }
                .Put("value", entries.GetValueOrDefault(key))
                .Put("pending", guest.Pending.GetValueOrDefault(key)))
            .ToJsonArray();
    }

    private static JsonArray Snapshots(SimulatedGuest guest)
    {
        var list = new JsonArray();
        string? parent = null;
        foreach (var snapshot in guest.Snapshots)
        {
            list.Add(new JsonObject
            {
                ["name"] = snapshot.Name,
                ["snaptime"] = snapshot.At.ToUnixTimeSeconds(),
                ["vmstate"] = snapshot.WithMemory.Bit(),
                ["description"] = "",
            }.Put("parent", parent));
            parent = snapshot.Name;
        }

        list.Add(new JsonObject
        {
            ["name"] = "current",
            ["running"] = guest.Running.Bit(),
            ["digest"] = GuestConfigView.DigestOf(guest),
            ["description"] = "You are here!",
        }.Put("parent", parent));
        return list;
    }
}
