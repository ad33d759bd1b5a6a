namespace ProxLB.Benchmarks;

/// <summary>With <c>--job dry</c> only small clusters are measured: it shows that every benchmark runs, not how fast.</summary>
internal static class DryRun
{
    /// <summary>Whether this is one; benchmarks choose their sizes by it.</summary>
    public static bool IsOn { get; private set; }

    /// <returns>The arguments to go on with. A dry run stays in this process: its figures mean nothing, and building every benchmark anew takes minutes.</returns>
    public static string[] Recognise(string[] arguments)
    {
        var job = Array.FindIndex(arguments, a => a is "--job" or "-j");
        IsOn = job >= 0 && job + 1 < arguments.Length && arguments[job + 1].Equals("dry", StringComparison.OrdinalIgnoreCase);
        return IsOn ? [.. arguments, "--inProcess"] : arguments;
    }
}
