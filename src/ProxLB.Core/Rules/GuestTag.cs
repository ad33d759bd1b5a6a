namespace ProxLB.Core.Rules;

/// <summary>A tag, read.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Argument">The name after the prefix; empty if it has none.</param>
internal readonly record struct GuestTag(GuestTagKind Kind, string Argument)
{
    private const string Prefix = "plb_";
    private const string Affinity = "plb_affinity_";
    private const string AntiAffinity = "plb_anti_affinity_";
    private const string Pin = "plb_pin_";
    private const string Ignore = "plb_ignore";

    /// <summary>A cheap test that nearly all tags of a cluster fail.</summary>
    public static bool IsOurs(string tag) => tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public static GuestTag Parse(string tag)
    {
        if (!IsOurs(tag))
        {
            return new GuestTag(GuestTagKind.Foreign, "");
        }

        if (Matches(tag, "plb_priority_high"))
        {
            return new GuestTag(GuestTagKind.HighPriority, "");
        }

        if (Matches(tag, "plb_priority_low"))
        {
            return new GuestTag(GuestTagKind.LowPriority, "");
        }

        if (Matches(tag, Ignore) || tag.StartsWith(Ignore + "_", StringComparison.OrdinalIgnoreCase))
        {
            return new GuestTag(GuestTagKind.Ignore, tag[Ignore.Length..].TrimStart('_'));
        }

        return Named(tag, AntiAffinity, GuestTagKind.AntiAffinity)
            ?? Named(tag, Affinity, GuestTagKind.Affinity)
            ?? Named(tag, Pin, GuestTagKind.Pin)
            ?? new GuestTag(GuestTagKind.Unknown, "");
    }

    private static bool Matches(string tag, string whole) => string.Equals(tag, whole, StringComparison.OrdinalIgnoreCase);

    private static GuestTag? Named(string tag, string prefix, GuestTagKind kind) =>
        tag.Length > prefix.Length && tag.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? new GuestTag(kind, tag[prefix.Length..])
            : null;
}
