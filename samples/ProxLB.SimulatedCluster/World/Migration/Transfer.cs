using System.Globalization;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>Bytes on their way.</summary>
internal sealed class Transfer(long total)
{
    public long Total { get; } = total;

    public long Done { get; private set; }

    public bool Ended => Done >= Total;

    /// <summary>Takes what it needs of the bytes on offer and returns the rest.</summary>
    public long Take(long bytes)
    {
        var taken = Math.Min(bytes, Total - Done);
        Done += taken;
        return bytes - taken;
    }

    /// <summary>A size as Proxmox's logs write it, such as <c>1.5 GiB</c>.</summary>
    public static string Size(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (bytes >= 1024 && unit < units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes.ToString("0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
