using System.Globalization;
using System.Runtime.InteropServices;

namespace ProxLB.Proxmox.Api;

/// <summary>A version of Proxmox VE, such as 9.2.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PveVersion(int Major, int Minor) : IComparable<PveVersion>
{
    /// <summary>The oldest version that is supported.</summary>
    public static readonly PveVersion Oldest = new(7, 4);

    /// <summary>Reads <c>9.2.11</c>, <c>9.2-1</c> or <c>pve-manager/9.2.11/abcdef</c>; null if it is none.</summary>
    public static PveVersion? Parse(string? text)
    {
        var number = NumberOf(text);
        var parts = (number ?? "").Split('.', '-', '~');
        return parts.Length >= 2 && TryParse(parts[0], out var major) && TryParse(parts[1], out var minor) ? new PveVersion(major, minor) : null;
    }

    /// <summary>The bare number in <c>pve-manager/9.2.11/abcdef</c>.</summary>
    public static string? NumberOf(string? text) => text?.Contains('/') == true ? text.Split('/')[1] : text;

    public int CompareTo(PveVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public static bool operator <(PveVersion left, PveVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(PveVersion left, PveVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(PveVersion left, PveVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PveVersion left, PveVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Major}.{Minor}";

    private static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
