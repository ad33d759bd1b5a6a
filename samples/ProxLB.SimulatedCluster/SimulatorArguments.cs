using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster;

/// <summary>The arguments of the program.</summary>
internal static class SimulatorArguments
{
    public const string Usage =
        """
        Usage: ProxLB.SimulatedCluster [options]
          --nodes N         number of nodes (5)
          --guests N        number of guests (40)
          --seed N          which cluster of that size (1)
          --snapshot FILE   a cluster from a file instead
          --version V       Proxmox VE release, 7.4 to 9.2 (9.2)
          --port N          port of the first node; 0: any (8006)
          --entries N       how many nodes can be asked, each on a port of its own (1)
          --speed N         simulated seconds per second (60)
          --latency N       milliseconds of simulated time that every answer takes longer (0)
        """;

    /// <exception cref="FormatException">An argument is not known, or its value is wrong.</exception>
    /// <exception cref="InvalidDocumentException">The file is no snapshot.</exception>
    public static ClusterSimulatorOptions Read(IReadOnlyList<string> arguments)
    {
        var given = Pairs(arguments);
        var generator = new GeneratorOptions
        {
            Nodes = Number(given, "--nodes", 5, 1, 500),
            Guests = Number(given, "--guests", 40, 0, 20_000),
            Seed = Number(given, "--seed", 1, int.MinValue, int.MaxValue),
        };
        var options = new ClusterSimulatorOptions
        {
            Generator = generator,
            Settings = new WorldSettings { Seed = generator.Seed },
            Version = given.Remove("--version", out var version) ? ClusterVersion.Parse(version) : ClusterVersion.Default,
            Snapshot = given.Remove("--snapshot", out var file) ? ReadSnapshot(file) : null,
            Port = Number(given, "--port", 8006, 0, 65_535),
            EntryNodes = Number(given, "--entries", 1, 1, 100),
            Speed = Number(given, "--speed", 60, 1, 10_000),
            Latency = TimeSpan.FromMilliseconds(Number(given, "--latency", 0, 0, 60_000)),
            AuthenticationDelay = TimeSpan.FromSeconds(3),
        };
        return given.Count == 0 ? options : throw new FormatException($"'{given.Keys.First()}' is not known.");
    }

    private static Dictionary<string, string> Pairs(IReadOnlyList<string> arguments)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            pairs[arguments[index]] = index + 1 < arguments.Count
                ? arguments[index + 1]
                : throw new FormatException($"'{arguments[index]}' needs a value.");
        }

        return pairs;
    }

    private static ClusterSnapshot ReadSnapshot(string file)
    {
        using var stream = File.OpenRead(file);
        return SnapshotReader.Read(stream);
    }

    private static int Number(Dictionary<string, string> given, string name, int fallback, int lowest, int highest)
    {
        if (!given.Remove(name, out var text))
        {
            return fallback;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw new FormatException($"{name}: '{text}' is no number from {lowest} to {highest}.");
    }
}
