using System.Text.RegularExpressions;

namespace ProxLB.SimulatedCluster.World.Tasks;

/// <summary>The form of a task's id: node, process, start, time, type, id, user.</summary>
internal static partial class Upid
{
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(
        "^UPID:[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?:[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:\\s/]+:[^:\\s/]*:[^:\\s/]+:$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
