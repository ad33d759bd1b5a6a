using System.Text.Json;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Http;

/// <summary>Starts simulated clusters whose time moves by hand only.</summary>
internal static class Simulated
{
    public static Task<ClusterSimulator> StartAsync(SmallCluster cluster, int entryNodes = 1) => ClusterSimulator.StartAsync(new ClusterSimulatorOptions
    {
        Snapshot = cluster.Snapshot(),
        Settings = cluster.Settings,
        Speed = 0,
        EntryNodes = entryNodes,
    });

    public static Task<ClusterSimulator> StartAsync(string version) => ClusterSimulator.StartAsync(new ClusterSimulatorOptions
    {
        Generator = new GeneratorOptions { Nodes = 3, Guests = 12 },
        Version = ClusterVersion.Parse(version),
        Speed = 0,
    });

    public static string[] Keys(this JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    public static JsonElement With(this JsonElement array, string property, string value) =>
        array.EnumerateArray().First(item => item.TryGetProperty(property, out var found) && found.ToString() == value);
}
