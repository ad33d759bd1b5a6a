using System.Globalization;

namespace ProxLB.Proxmox.Capture;

/// <summary>Sizes as Proxmox writes them: <c>32G</c>, <c>528K</c>, <c>1.5T</c>, or bytes.</summary>
internal static class Sizes
{
    private const string Units = "KMGT";

    public static long? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var unit = Units.IndexOf(char.ToUpperInvariant(text[^1]));
        var number = unit < 0 ? text : text[..^1];
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var bytes = value * Math.Pow(1024, unit + 1);
        return bytes < long.MaxValue / 2 ? (long)bytes : null;
    }
}
