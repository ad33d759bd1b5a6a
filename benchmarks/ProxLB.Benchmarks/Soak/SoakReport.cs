namespace ProxLB.Benchmarks.Soak;

/// <summary>A soak as a document.</summary>
internal static class SoakReport
{
    public static void Write(TextWriter writer, SoakResult result)
    {
        var options = result.Options;
        writer.WriteLine("# A simulated month");
        writer.WriteLine();
        writer.WriteLine($"The schedule of the daemon runs every hour for {options.Days} days of simulated time over the HTTPS API of a simulated cluster with {options.Nodes} nodes and {options.Guests} guests:");
        writer.WriteLine("load drifts from hour to hour and swings with the day, a third of the guests is backed up (and locked) each night, one node after the other is in maintenance for three hours a week"
            + (options.FailureOnDay > 0 ? $", and on day {options.FailureOnDay} a node dies for six hours." : "."));
        writer.WriteLine($"Repeat it with `dotnet run -c Release --project benchmarks/ProxLB.Benchmarks -- soak {options.Days}`; it writes this file and the picture.");
        writer.WriteLine();
        writer.WriteLine("![Spread of memory and migrations over time](soak.svg)");
        writer.WriteLine();
        writer.WriteLine("| figure | value |");
        writer.WriteLine("|---|---|");
        writer.WriteLine($"| plans made | {result.Plans} |");
        writer.WriteLine($"| guests moved | {result.Moved}, {(double)result.Moved / options.Days:0.0} a day |");
        writer.WriteLine($"| migrations that failed | {result.Failed} |");
        writer.WriteLine($"| runs that failed as a whole | {result.FailedRuns} |");
        writer.WriteLine($"| required rules that held and were broken without an incident of the cluster | {result.RulesBrokenByMigrations.Count} |");
        writer.WriteLine($"| guests that came back for balance to a node within a day of leaving it | {result.Returns} |");
        var calm = result.Calm.Select(sample => sample.MemorySpread).Order().ToList();
        if (calm.Count > 0)
        {
            writer.WriteLine($"| memory spread in calm hours: median, 95 %, highest | {calm[calm.Count / 2]:0.0}, {calm[calm.Count * 95 / 100]:0.0}, {calm[^1]:0.0} points |");
            writer.WriteLine($"| calm hours above the 10 points that the goal allows, when they were planned for | {100.0 * calm.Count(spread => spread > 10) / calm.Count:0} % |");
        }
        var heap = result.Samples.Where(sample => sample.HeapBytes > 0).ToList();
        if (heap.Count > 1)
        {
            writer.WriteLine($"| managed heap of everything, simulated cluster included: day 1, highest, last day | {Mebibytes(heap[0])}, {heap.Max(Mebibytes)}, {Mebibytes(heap[^1])} MiB |");
        }
        writer.WriteLine();
        writer.WriteLine("## By day");
        writer.WriteLine();
        writer.WriteLine("| day | moved | failed | memory spread: median, highest | guests out of place by a required rule, hours | heap |");
        writer.WriteLine("|---|---|---|---|---|---|");
        var (moved, failed) = (0, 0);
        foreach (var day in result.Samples.Chunk(24))
        {
            var spreads = day.Select(sample => sample.MemorySpread).Order().ToList();
            var number = (int)(day[^1].At - options.Start).TotalDays;
            writer.WriteLine($"| {number} | {day[^1].Moved - moved} | {day[^1].Failed - failed} | {spreads[spreads.Count / 2]:0.0}, {spreads[^1]:0.0} | {day.Count(sample => sample.BrokenRules > 0)} | {Mebibytes(day[^1])} MiB |");
            (moved, failed) = (day[^1].Moved, day[^1].Failed);
        }
    }

    private static long Mebibytes(SoakSample sample) => sample.HeapBytes >> 20;
}
