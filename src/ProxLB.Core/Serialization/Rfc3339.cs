using System.Globalization;

namespace ProxLB.Core.Serialization;

/// <summary>Moments as RFC 3339 writes them: a date, a time and an offset from UTC.</summary>
internal static class Rfc3339
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
    private const int SecondsEnd = 19;
    private const int MostFractionDigits = 7;

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        var offset = OffsetLength(text);
        if (offset == 0 || text.Length < SecondsEnd + offset)
        {
            return false;
        }

        var fraction = text.AsSpan(SecondsEnd, text.Length - SecondsEnd - offset);
        if (fraction.Length > 0 && (fraction.Length == 1 || fraction[0] != '.' || fraction[1..].ContainsAnyExceptInRange('0', '9')))
        {
            return false;
        }

        // Digits beyond a tick are allowed and carry nothing for us.
        var kept = fraction[..Math.Min(fraction.Length, MostFractionDigits + 1)];
        var normal = string.Concat(text.AsSpan(0, SecondsEnd), kept, text.AsSpan(text.Length - offset)).ToUpperInvariant();
        return DateTimeOffset.TryParseExact(normal, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    private static int OffsetLength(string text) => text switch
    {
        [.., 'Z' or 'z'] => 1,
        [.., '+' or '-', _, _, ':', _, _] => 6,
        _ => 0,
    };
}
