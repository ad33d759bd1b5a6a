using System.Globalization;
using System.Text.RegularExpressions;
using ProxLB.Host.Configuration.Yaml;

namespace ProxLB.Host.Configuration;

/// <summary>Reads sizes and durations that carry a unit.</summary>
internal static partial class QuantityText
{
    private const double Gibibyte = 1L << 30;
    private const RegexOptions Style = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A size such as <c>512 MiB</c> or <c>4G</c>, in bytes; units are binary, a bare number is GiB.</summary>
    public static long Bytes(this ConfigurationValue value)
    {
        if (value.Node is ScalarNode { IsNull: false } scalar && TryBytes(scalar.Text, out var bytes))
        {
            return bytes;
        }
        value.RejectType("a size such as 512 MiB or 4 GiB (a bare number is GiB)");
        return 0;
    }

    /// <summary>Reads a size as <see cref="Bytes"/> does.</summary>
    public static bool TryBytes(string text, out long bytes)
    {
        var match = Size().Match(text);
        var size = match.Success && double.TryParse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? number * Factor(match.Groups["unit"].Value)
            : double.NaN;
        bytes = size < long.MaxValue ? (long)size : 0;
        return size < long.MaxValue;
    }

    /// <summary>A duration such as <c>90s</c>, <c>30m</c>, <c>1h30m</c> or <c>2d</c>; a bare number is seconds.</summary>
    public static TimeSpan Duration(this ConfigurationValue value)
    {
        if (value.Node is ScalarNode { IsNull: false } scalar)
        {
            if (double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds < TimeSpan.MaxValue.TotalSeconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }
            if (Span().Match(scalar.Text) is { Success: true } match && match.Length > 0)
            {
                return Part(match, "d", TimeSpan.FromDays(1)) + Part(match, "h", TimeSpan.FromHours(1))
                    + Part(match, "m", TimeSpan.FromMinutes(1)) + Part(match, "s", TimeSpan.FromSeconds(1));
            }
        }
        value.RejectType("a duration such as 90s, 30m, 1h30m or 2d (a bare number is seconds)");
        return TimeSpan.Zero;
    }

    private static double Factor(string unit) => unit.ToUpperInvariant() switch
    {
        "" or "G" => Gibibyte,
        "B" => 1,
        "K" => 1L << 10,
        "M" => 1L << 20,
        _ => 1L << 40,
    };

    private static TimeSpan Part(Match match, string unit, TimeSpan length) =>
        int.TryParse(match.Groups[unit].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * length : TimeSpan.Zero;

    [GeneratedRegex(@"^\s*(?<number>\d+(\.\d+)?)\s*((?<unit>[KMGT])(i?B)?|(?<unit>B))?\s*$", Style, 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"^(?=\d)((?<d>\d{1,5})d)?((?<h>\d{1,6})h)?((?<m>\d{1,7})m)?((?<s>\d{1,9})s)?$", Style, 1000)]
    private static partial Regex Span();
}
