namespace ProxLB.Proxmox.Api;

/// <summary>SHA-256 fingerprints of certificates: 64 hexadecimal digits, usually with colons between the bytes.</summary>
internal static class Fingerprints
{
    private const int Digits = 64;

    /// <summary>The digits alone, in upper case; null if the text is no such fingerprint.</summary>
    public static string? Normalize(string? text)
    {
        var digits = (text ?? "").Trim();
        digits = digits.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? digits["sha256:".Length..] : digits;
        digits = digits.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>All fingerprints in a text, without those that are none.</summary>
    public static IEnumerable<string> Split(string? text) => Parts(text).Select(Normalize).OfType<string>();

    /// <summary>The parts of a text that are no fingerprints.</summary>
    public static IEnumerable<string> Defects(string? text) => Parts(text).Where(part => Normalize(part) is null);

    /// <summary>With colons, as Proxmox shows it.</summary>
    public static string Format(string digits) => string.Join(':', digits.Chunk(2).Select(pair => new string(pair)));

    private static string[] Parts(string? text) => (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
