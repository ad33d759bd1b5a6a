using System.Globalization;

namespace ProxLB.Proxmox.Capture;

/// <summary>One figure for many samples: their mean, their highest, or a percentile of them.</summary>
internal sealed class Statistic
{
    private const double MeanMark = -1;

    private readonly double _percentile;

    private Statistic(double percentile) => _percentile = percentile;

    /// <summary>Null if the text names no statistic.</summary>
    public static Statistic? Parse(string? text) => (text ?? "").Trim().ToLowerInvariant() switch
    {
        "average" or "mean" or "avg" => new Statistic(MeanMark),
        "maximum" or "max" or "p100" => new Statistic(100),
        ['p', .. var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var percentile) && percentile is >= 1 and <= 99 => new Statistic(percentile),
        _ => null,
    };

    /// <summary>The figure; null if there is no sample. A percentile is the lowest sample that so many percent do not exceed.</summary>
    public double? Of(IEnumerable<double> samples)
    {
        if (_percentile < 0)
        {
            return Mean(samples);
        }

        var values = samples.ToList();
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        return values[Math.Max(0, (int)Math.Ceiling(_percentile / 100 * values.Count) - 1)];
    }

    private static double? Mean(IEnumerable<double> samples)
    {
        var (sum, count) = (0.0, 0);
        foreach (var sample in samples)
        {
            sum += sample;
            count++;
        }

        return count == 0 ? null : sum / count;
    }
}
