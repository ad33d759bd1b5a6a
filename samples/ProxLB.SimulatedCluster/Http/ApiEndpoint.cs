using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>A call of the API: where it is, what it takes, who may use it, what it does.</summary>
internal sealed record ApiEndpoint(string Method, string Path, Func<ApiCall, JsonNode?> Handler)
{
    private readonly string[] _segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The path and privilege that the caller needs; null: anyone, or the handler filters.</summary>
    public (string Path, string Privilege)? Permission { get; init; }

    public ClusterVersion Since { get; init; }

    /// <summary>Whether the node that the path names answers it, so that it must be alive.</summary>
    public bool Proxied { get; init; } = Path.StartsWith("/nodes/{node}/", StringComparison.Ordinal);

    public bool TokenAllowed { get; init; } = true;

    public bool Anonymous { get; init; }

    public static ApiEndpoint Get(string path, Func<ApiCall, JsonNode?> handler) => new("GET", path, handler);

    public static ApiEndpoint Post(string path, Func<ApiCall, JsonNode?> handler) => new("POST", path, handler);

    public static ApiEndpoint Put(string path, Func<ApiCall, JsonNode?> handler) => new("PUT", path, handler);

    public static ApiEndpoint Delete(string path, Func<ApiCall, JsonNode?> handler) => new("DELETE", path, handler);

    public ApiEndpoint With(params ApiParameter[] parameters) => this with { Parameters = [.. Parameters, .. parameters] };

    public ApiEndpoint Requires(string path, string privilege) => this with { Permission = (path, privilege) };

    public ApiEndpoint From(int major, int minor) => this with { Since = new ClusterVersion(major, minor) };

    public ApiEndpoint NotProxied() => this with { Proxied = false };

    /// <summary>The values of the path's variables, or null if the path is another one.</summary>
    public Dictionary<string, string>? Match(string[] segments)
    {
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < segments.Length; index++)
        {
            var expected = _segments[index];
            if (expected[0] == '{')
            {
                values[expected[1..^1]] = segments[index];
            }
            else if (expected != segments[index])
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>The parameters in the path are parameters of the call too.</summary>
    public ApiEndpoint WithPathParameters()
    {
        var inPath = _segments.Where(segment => segment[0] == '{').Select(segment => segment[1..^1]);
        return With([.. inPath.Select(name => (name == "vmid" ? ApiParameter.Integer(name).AtLeast(100) : ApiParameter.Text(name)).Mandatory())]);
    }
}
