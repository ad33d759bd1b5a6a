using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>What a guest's samples say.</summary>
internal static class GuestFigures
{
    // The first samples of a new process, after a start or a live migration, say nothing: the very first is always 0.
    private const long SettlingSeconds = 60;

    /// <summary>The share of its CPUs over the window; null if no sample is of use.</summary>
    public static double? Share(IReadOnlyList<CpuSample> samples, GuestRow guest, long now, Statistic statistic)
    {
        var start = now - (guest.Row.Uptime ?? long.MaxValue / 4);
        return statistic.Of(samples.Where(sample => sample.Time < start || sample.Time >= start + SettlingSeconds).Select(sample => sample.Share));
    }

    /// <summary>The last share; null if it is not known, or the 0 of a process that has just started.</summary>
    public static double? LastShare(GuestRow guest) => guest.Row.Cpu switch
    {
        null or < 0 => null,
        0 when guest.Row.Uptime < SettlingSeconds => null,
        var share => share,
    };

    /// <summary>Cores in use.</summary>
    public static double? Cores(GuestRow guest, double? share) => share is >= 0 && guest.Row.MaxCpu > 0 ? share * guest.Row.MaxCpu : null;

    /// <summary>Bytes in use, as the host sees them: from PVE 9 on it says so itself.</summary>
    public static long? LastMemory(GuestRow guest) => guest.Row.MemHost > 0 ? guest.Row.MemHost : guest.Row.Mem > 0 ? guest.Row.Mem : null;

    /// <summary>Bytes in use over the window, or the last figure where there are no samples.</summary>
    public static long? Memory(GuestRow guest, IReadOnlyList<RrdRow>? rrd, Statistic statistic) =>
        statistic.Of((rrd ?? []).Select(row => row.MemHost > 0 ? row.MemHost : row.Mem).OfType<double>().Where(bytes => bytes is > 0 and < 1e18)) is { } measured
            ? (long)measured
            : LastMemory(guest);
}
