namespace ProxLB.Benchmarks;

/// <summary>With <c>--job dry</c> only small clusters are measured: it shows that every benchmark runs, not how fast.</summary>
internal static class DryRun
{
    // BenchmarkDotNet starts processes of its own, which inherit the variable.
    private const string Variable = "PROXLB_BENCHMARKS_DRY";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) is not null;

    public static void SetBy(string[] arguments)
    {
        var job = Array.FindIndex(arguments, a => a is "--job" or "-j");
        if (job >= 0 && job + 1 < arguments.Length && arguments[job + 1].Equals("dry", StringComparison.OrdinalIgnoreCase))
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
