using System.Globalization;
using System.Text.RegularExpressions;

namespace ProxLB.Proxmox.Api;

/// <summary>The name of a task: node, process, start, type, guest and user in one text.</summary>
/// <param name="Text">The whole name.</param>
/// <param name="Node">The node it runs on.</param>
/// <param name="Type">Its type, such as <c>qmigrate</c>.</param>
/// <param name="Id">What it is about, usually a VMID.</param>
/// <param name="StartedAt">When it was started, by the node's clock.</param>
internal sealed partial record Upid(string Text, string Node, string Type, string Id, DateTimeOffset StartedAt)
{
    /// <summary>Its place in the API.</summary>
    public string ApiPath => $"nodes/{Node}/tasks/{Uri.EscapeDataString(Text)}";

    /// <summary>The guest it is about; null if it is about none.</summary>
    public int? Guest => int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var guest) ? guest : null;

    /// <summary>Null if the text is no task's name.</summary>
    public static Upid? Parse(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var started = long.Parse(match.Groups["start"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Upid(text, match.Groups["node"].Value, match.Groups["type"].Value, match.Groups["id"].Value, DateTimeOffset.FromUnixTimeSeconds(started));
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^UPID:(?<node>[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:(?<start>[0-9A-Fa-f]{8}):(?<type>[^:\s/]+):(?<id>[^:\s/]*):[^:\s/]+:$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
