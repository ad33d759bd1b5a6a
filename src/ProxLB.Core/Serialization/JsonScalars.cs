using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>Reads single values and says of one that is wrong what it should be.</summary>
internal static class JsonScalars
{
    private const int MostShown = 60;

    public static bool TryText(JsonElement element, out string text, out string problem)
    {
        text = string.Empty;
        problem = string.Empty;
        if (element.ValueKind != JsonValueKind.String)
        {
            problem = $"must be text, is {Show(element)}";
            return false;
        }

        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // The escapes of a lone surrogate name no character.
            problem = $"must be Unicode text, is {Show(element)}";
            return false;
        }
    }

    public static bool TryName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = string.Empty;
            return false;
        }
    }

    public static bool TryWhole(JsonElement element, long minimum, long maximum, out long value, out string problem)
    {
        problem = string.Empty;
        value = 0;
        if (element.ValueKind != JsonValueKind.Number || !TryIntegral(element, out var integral))
        {
            problem = $"must be a whole number, is {Show(element)}";
            return false;
        }

        if (integral < minimum)
        {
            problem = $"must be at least {minimum}, is {Show(element)}";
            return false;
        }

        if (integral > maximum)
        {
            problem = $"must be at most {maximum}, is {Show(element)}";
            return false;
        }

        value = (long)integral;
        return true;
    }

    public static bool TryNumber(JsonElement element, NumberRange range, out double value, out string problem)
    {
        value = 0;
        problem = string.Empty;
        if (element.ValueKind != JsonValueKind.Number)
        {
            problem = $"must be a number, is {Show(element)}";
            return false;
        }

        if (!element.TryGetDouble(out value) || !double.IsFinite(value))
        {
            problem = $"must be a finite number, is {Show(element)}";
            return false;
        }

        if (range.Refuses(value) is { } bound)
        {
            problem = $"must be {bound}, is {Show(element)}";
            return false;
        }

        return true;
    }

    /// <summary>A value as the file has it, cut to what fits in a message.</summary>
    public static string Show(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return "an object";
            case JsonValueKind.Array:
                return "a list";
            default:
                var raw = JsonMarshal.GetRawUtf8Value(element);
                return raw.Length <= MostShown ? Encoding.UTF8.GetString(raw) : Cut(raw);
        }
    }

    private static string Cut(ReadOnlySpan<byte> raw)
    {
        var length = MostShown;
        while ((raw[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(raw[..length]) + "…";
    }

    // 1.0 and 1e3 are whole numbers too; a value beyond 64 bits is kept as the nearest bound so that its range is reported.
    private static bool TryIntegral(JsonElement element, out Int128 value)
    {
        if (element.TryGetInt64(out var exact))
        {
            value = exact;
            return true;
        }

        if (!element.TryGetDouble(out var number) || double.IsNaN(number))
        {
            value = 0;
            return false;
        }

        value = number > long.MaxValue ? (Int128)long.MaxValue + 1 : number < long.MinValue ? (Int128)long.MinValue - 1 : (Int128)number;
        return Math.Floor(number) == number;
    }
}
