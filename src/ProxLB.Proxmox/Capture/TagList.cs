namespace ProxLB.Proxmox.Capture;

/// <summary>A guest's tags, separated by semicolons; by commas or blanks in older versions.</summary>
internal static class TagList
{
    public static IReadOnlyList<string> Parse(string? tags) =>
        (tags ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
