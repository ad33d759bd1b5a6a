using System.Globalization;
using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Migration of one guest: what would stand in its way, and the request.</summary>
internal static class MigrationEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        Migrating(ApiEndpoint.Get("/nodes/{node}/qemu/{vmid}/migrate", call => Precondition(call, GuestKind.Vm))).With(ApiParameter.Text("target")),
        Migrating(ApiEndpoint.Get("/nodes/{node}/lxc/{vmid}/migrate", call => Precondition(call, GuestKind.Container)))
            .With(ApiParameter.Text("target")).From(9, 0),
        Migrating(ApiEndpoint.Post("/nodes/{node}/qemu/{vmid}/migrate", MigrateVm)).With(
            ApiParameter.Text("target").Mandatory(), ApiParameter.Flag("online"), ApiParameter.Flag("force"),
            ApiParameter.Choice("migration_type", "secure", "insecure"), ApiParameter.Text("migration_network"),
            ApiParameter.Flag("with-local-disks"), ApiParameter.Text("targetstorage"), ApiParameter.Integer("bwlimit").AtLeast(0),
            ApiParameter.Flag("with-conntrack-state").From(9, 0)),
        Migrating(ApiEndpoint.Post("/nodes/{node}/lxc/{vmid}/migrate", MigrateContainer)).With(
            ApiParameter.Text("target").Mandatory(), ApiParameter.Flag("online"), ApiParameter.Flag("restart"),
            ApiParameter.Integer("timeout"), ApiParameter.Text("target-storage"), ApiParameter.Number("bwlimit").AtLeast(0)),
    ];

    private static ApiEndpoint Migrating(ApiEndpoint endpoint) => endpoint.Requires("/vms/{vmid}", "VM.Migrate");

    private static JsonObject Precondition(ApiCall call, GuestKind kind)
    {
        MigrationRequestChecks.RequireQuorum(call.World);
        var guest = call.Guest(kind);
        MigrationRequestChecks.RequireUnlocked(guest);
        return kind == GuestKind.Vm ? PreconditionView.OfVm(call.World, guest) : PreconditionView.OfContainer(call.World, guest);
    }

    private static JsonNode? MigrateVm(ApiCall call)
    {
        foreach (var name in new[] { "migration_type", "migration_network" })
        {
            if (call.TextOrNull(name) is not null && !call.User.IsRoot)
            {
                throw RequestRefusedException.Parameter(name, "Only root may use this option.");
            }
        }

        return Request(call, GuestKind.Vm, new MigrationParameters(call.Text("target"))
        {
            Online = call.Flag("online"),
            WithLocalDisks = call.Flag("with-local-disks"),
            Force = call.Flag("force"),
            TargetStorage = call.TextOrNull("targetstorage"),
            BandwidthLimit = Limit(call),
        });
    }

    private static JsonNode? MigrateContainer(ApiCall call) => Request(call, GuestKind.Container, new MigrationParameters(call.Text("target"))
    {
        Online = call.Flag("online"),
        Restart = call.Flag("restart"),
        TargetStorage = call.TextOrNull("target-storage"),
        BandwidthLimit = Limit(call),
        ShutdownTimeout = (int)(call.Integer("timeout") ?? 180),
    });

    private static string Request(ApiCall call, GuestKind kind, MigrationParameters parameters)
    {
        var id = (int)call.Integer("vmid")!.Value;
        if (parameters.TargetStorage is { } storage && storage != "1")
        {
            call.Require($"/vms/{id}", "VM.Config.Disk");
            foreach (var target in new StorageMap(storage).Targets)
            {
                call.Require($"/storage/{target}", "Datastore.AllocateSpace");
            }
        }

        return call.World.Migrations.Request(call.Node.Name, kind, id, parameters, call.User).Upid;
    }

    private static double? Limit(ApiCall call) =>
        call.TextOrNull("bwlimit") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
