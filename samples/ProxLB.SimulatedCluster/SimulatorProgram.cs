using ProxLB.Core.Serialization;

namespace ProxLB.SimulatedCluster;

/// <summary>The program: starts a simulated cluster and prints how to reach it.</summary>
internal static class SimulatorProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        ClusterSimulatorOptions options;
        try
        {
            options = SimulatorArguments.Read(arguments);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDocumentException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await Console.Error.WriteLineAsync(SimulatorArguments.Usage);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        ClusterSimulator cluster;
        try
        {
            cluster = await ClusterSimulator.StartAsync(options, stop.Token);
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"Cannot listen on port {options.Port}: {exception.Message}");
            await Console.Error.WriteLineAsync("Choose another one with --port, or 0 for any that is free.");
            return 1;
        }

        await using var _ = cluster;
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
}
