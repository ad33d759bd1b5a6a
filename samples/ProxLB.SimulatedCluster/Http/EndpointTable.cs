using ProxLB.SimulatedCluster.Http.Endpoints;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>All calls of the API.</summary>
internal static class EndpointTable
{
    /// <summary>All calls, of every release.</summary>
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        .. AccessEndpoints.All,
        .. ClusterEndpoints.All,
        .. ClusterTaskEndpoints.All,
        .. HaConfigurationEndpoints.All,
        .. HaStatusEndpoints.All,
        .. NodeEndpoints.All,
        .. RrdEndpoints.All,
        .. GuestListEndpoints.All,
        .. GuestEndpoints.All,
        .. MigrationEndpoints.All,
        .. TaskEndpoints.All,
        .. StorageEndpoints.All,
        .. TicketEndpoints.All,
        .. PoolEndpoints.All,
        .. ReplicationEndpoints.All,
        .. MappingEndpoints.All,
        .. MetricsEndpoints.All,
        .. NodeDetailEndpoints.All,
        .. ChangeEndpoints.All,
    ];

    /// <summary>The call at a path, with the values of the path's variables; null if this release has none.</summary>
    public static (ApiEndpoint Endpoint, Dictionary<string, string> Path)? Find(string method, string[] segments, ClusterVersion version)
    {
        foreach (var endpoint in All)
        {
            if (endpoint.Method == method && version >= endpoint.Since && endpoint.Match(segments) is { } values)
            {
                return (endpoint, values);
            }
        }

        return null;
    }
}
