using System.Globalization;
using System.Text.RegularExpressions;

namespace ProxLB.Proxmox.Api;

/// <summary>What the log of a migration tells: the target, and how far it is.</summary>
internal static partial class MigrationLog
{
    private const string Units = "KMGTP";

    /// <summary>The target in a line such as <c>starting migration of VM 100 to node 'pve2' (10.0.0.2)</c>; null if it is another line.</summary>
    public static string? TargetIn(string? line) => line is not null && Start().Match(line) is { Success: true } match ? match.Groups["node"].Value : null;

    /// <summary>Bytes transferred and in all, in a line such as <c>migration active, transferred 1.2 GiB of 4.0 GiB VM-state, 110 MiB/s</c>; null if it is another line.</summary>
    public static (long Transferred, long Total)? ProgressIn(string? line) =>
        line is not null && Progress().Match(line) is { Success: true } match && Bytes(match, "done", "doneUnit") is { } done && Bytes(match, "total", "totalUnit") is { } total
            ? (done, total)
            : null;

    private static long? Bytes(Match match, string number, string unit) =>
        double.TryParse(match.Groups[number].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? (long)Math.Min(value * Math.Pow(1024, match.Groups[unit].Length == 0 ? 0 : Units.IndexOf(match.Groups[unit].Value[0]) + 1), long.MaxValue / 2)
            : null;

    [GeneratedRegex(@"starting migration of (VM|CT) \d+ to node '(?<node>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"transferred (?<done>[0-9.]+) ?(?<doneUnit>[KMGTP]?)i?B? of (?<total>[0-9.]+) ?(?<totalUnit>[KMGTP]?)i?B?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();
}
