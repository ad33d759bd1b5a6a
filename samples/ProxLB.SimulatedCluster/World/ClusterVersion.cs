using System.Globalization;
using System.Runtime.InteropServices;

namespace ProxLB.SimulatedCluster.World;

/// <summary>A Proxmox VE release, such as 9.2.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClusterVersion(int Major, int Minor) : IComparable<ClusterVersion>
{
    /// <summary>The release that is simulated unless another is asked for.</summary>
    public static ClusterVersion Default { get; } = new(9, 2);

    /// <summary>What <c>/version</c> reports, such as <c>9.2.11</c>.</summary>
    public string PackageVersion => (Major, Minor) switch
    {
        (7, 4) => "7.4-20",
        (8, 4) => "8.4.14",
        (9, 2) => "9.2.11",
        _ => $"{Major}.{Minor}.6",
    };

    /// <summary>Whether this release is the given one or a later one.</summary>
    /// <param name="major">The major version.</param>
    /// <param name="minor">The minor version.</param>
    public bool AtLeast(int major, int minor) => CompareTo(new ClusterVersion(major, minor)) >= 0;

    /// <inheritdoc/>
    public int CompareTo(ClusterVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Reads a release such as <c>9.2</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no release from 7.0 to 9.x.</exception>
    public static ClusterVersion Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length >= 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var minor)
            && major is >= 7 and <= 9 && minor >= 0)
        {
            return new ClusterVersion(major, minor);
        }

        throw new FormatException($"'{text}' is no Proxmox VE version.\nGive one such as 8.4 or 9.2.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";

    public static bool operator <(ClusterVersion left, ClusterVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(ClusterVersion left, ClusterVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(ClusterVersion left, ClusterVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(ClusterVersion left, ClusterVersion right) => left.CompareTo(right) >= 0;
}
