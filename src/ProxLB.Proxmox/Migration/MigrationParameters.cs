using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;

namespace ProxLB.Proxmox.Migration;

/// <summary>The parameters of a migration's start: only those that the cluster's version and the kind of guest know.</summary>
internal static class MigrationParameters
{
    private const long Kibi = 1024;

    /// <param name="request">What is asked for.</param>
    /// <param name="running">Whether the guest runs.</param>
    /// <param name="canKeepConnections">Whether the guest's host can move the firewall's connections along.</param>
    /// <param name="options">How it is to be done.</param>
    /// <param name="features">What the cluster knows.</param>
    public static List<KeyValuePair<string, string>> For(MigrationRequest request, bool running, bool canKeepConnections, ProxmoxOptions options, ClusterFeatures features)
    {
        var parameters = new List<KeyValuePair<string, string>> { new("target", request.To) };
        if (request.Kind == GuestKind.Container)
        {
            Add(parameters, running, "restart", "1");
        }
        else
        {
            Add(parameters, running, "online", "1");
            Add(parameters, options.WithLocalDisks, "with-local-disks", "1");
            Add(parameters, running && canKeepConnections && options.WithConntrackState && features.HasConntrackState, "with-conntrack-state", "1");
        }

        if (TargetStorage(request) is { } storage)
        {
            parameters.Add(new(request.Kind == GuestKind.Container ? "target-storage" : "targetstorage", storage));
        }

        if (options.BandwidthLimit is { } bandwidth)
        {
            parameters.Add(new("bwlimit", (bandwidth / Kibi).ToString(CultureInfo.InvariantCulture)));
        }

        return parameters;
    }

    // Only what this guest needs: Proxmox asks of every storage that is named whether the target has it and may hold such a guest.
    private static string? TargetStorage(MigrationRequest request) => request.TargetStorage.Count == 0
        ? null
        : string.Join(',', request.TargetStorage.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{pair.Value}"));

    private static void Add(List<KeyValuePair<string, string>> parameters, bool condition, string name, string value)
    {
        if (condition)
        {
            parameters.Add(new(name, value));
        }
    }
}
