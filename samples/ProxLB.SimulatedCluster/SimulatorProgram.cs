using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster;

/// <summary>The program: starts a simulated cluster and prints how to reach it.</summary>
internal static class SimulatorProgram
{
    private const string Usage =
        """
        Usage: ProxLB.SimulatedCluster [--nodes N] [--guests N] [--seed N] [--version 9.2] [--port 8006] [--speed 60] [--entries 1]
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        ClusterSimulatorOptions options;
        try
        {
            options = Read(arguments);
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        await using var cluster = await ClusterSimulator.StartAsync(options, stop.Token);
        Console.WriteLine($"address      {cluster.Address}");
        Console.WriteLine($"fingerprint  {cluster.Fingerprint}");
        Console.WriteLine($"token        {cluster.Token}");
        Console.WriteLine($"user         root@pam, password {ClusterSimulator.Password}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }

        return 0;
    }

    internal static ClusterSimulatorOptions Read(string[] arguments)
    {
        var generator = new GeneratorOptions();
        var version = ClusterVersion.Default;
        var port = 8006;
        var entries = 1;
        double speed = 60;
        for (var index = 0; index < arguments.Length; index += 2)
        {
            var value = index + 1 < arguments.Length ? arguments[index + 1] : throw new FormatException($"{arguments[index]} needs a value.");
            switch (arguments[index])
            {
                case "--nodes":
                    generator = generator with { Nodes = Number(value, 1, 500) };
                    break;
                case "--guests":
                    generator = generator with { Guests = Number(value, 0, 20_000) };
                    break;
                case "--seed":
                    generator = generator with { Seed = Number(value, int.MinValue, int.MaxValue) };
                    break;
                case "--version":
                    version = ClusterVersion.Parse(value);
                    break;
                case "--port":
                    port = Number(value, 0, 65_535);
                    break;
                case "--entries":
                    entries = Number(value, 1, 100);
                    break;
                case "--speed":
                    speed = Number(value, 1, 10_000);
                    break;
                default:
                    throw new FormatException($"'{arguments[index]}' is not known.");
            }
        }

        return new ClusterSimulatorOptions
        {
            Generator = generator,
            Settings = new WorldSettings { Seed = generator.Seed },
            Version = version,
            Port = port,
            EntryNodes = entries,
            Speed = speed,
            AuthenticationDelay = TimeSpan.FromSeconds(3),
        };
    }

    private static int Number(string text, int lowest, int highest) =>
        int.TryParse(text, out var number) && number >= lowest && number <= highest
            ? number
            : throw new FormatException($"'{text}' is no number from {lowest} to {highest}.");
}
