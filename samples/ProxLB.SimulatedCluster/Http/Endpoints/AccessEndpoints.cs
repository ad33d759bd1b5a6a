using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary><c>/version</c> and what one may do.</summary>
internal static class AccessEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/version", Version),
        ApiEndpoint.Get("/nodes/{node}/version", NodeVersion),
        ApiEndpoint.Get("/access/permissions", Permissions).With(ApiParameter.Text("path"), ApiParameter.Text("userid")),
    ];

    private static JsonObject Version(ApiCall call) => VersionOf(call.World.Version.PackageVersion, call.World.Version.ToString());

    private static JsonObject NodeVersion(ApiCall call)
    {
        var package = call.Node.PackageVersion ?? call.World.Version.PackageVersion;
        return VersionOf(package, string.Join('.', package.Split('.', '-').Take(2)));
    }

    private static JsonObject VersionOf(string package, string release) =>
        new() { ["version"] = package, ["release"] = release, ["repoid"] = "0123456789abcdef" };

    private static JsonObject Permissions(ApiCall call)
    {
        var access = call.World.Access;
        var paths = call.TextOrNull("path") is { } path ? [path] : access.Paths(call.User);
        var view = new JsonObject();
        foreach (var one in paths)
        {
            var privileges = access.PrivilegesOn(call.User, one);
            if (privileges.Count > 0)
            {
                view[one] = new JsonObject(privileges.Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, (JsonNode?)true.Bit())));
            }
        }

        return view;
    }
}
