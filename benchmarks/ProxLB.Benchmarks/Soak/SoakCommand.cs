namespace ProxLB.Benchmarks.Soak;

/// <summary><c>soak [DAYS]</c>: writes <c>docs/soak.md</c> and <c>docs/soak.svg</c> below the current folder.</summary>
internal static class SoakCommand
{
    public static async Task RunAsync(int days)
    {
        var result = await new SoakRun(new SoakOptions { Days = days }).RunAsync(sample =>
        {
            if (sample.At.Hour == 0)
            {
                Console.WriteLine($"{sample.At:u}: {sample.Moved} moved, {sample.Failed} failed, spread {sample.MemorySpread:0.0}, heap {sample.HeapBytes >> 20} MiB");
            }
        });
        var folder = Directory.CreateDirectory("docs").FullName;
        await using (var text = File.CreateText(Path.Combine(folder, "soak.md")))
        {
            SoakReport.Write(text, result);
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "soak.svg"), SoakPicture.Draw(result));
        foreach (var broken in result.RulesBrokenByMigrations)
        {
            Console.WriteLine($"broken: {broken}");
        }
    }
}
