using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>The computed numbers of a plan file: six decimals, since what follows is the noise of floating-point sums.</summary>
internal static class PlanFigures
{
    private const int Decimals = 6;

    public static void WriteFigure(this Utf8JsonWriter json, string name, double value) => json.WriteNumber(name, Rounded(value));

    public static void WriteOptionalFigure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } figure)
        {
            json.WriteFigure(name, figure);
        }
    }

    public static void WriteFigures(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> values) =>
        json.WriteMap(name, values, WriteFigure);

    public static void WriteOptionalFigures(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> values) =>
        json.WriteOptionalMap(name, values, WriteFigure);

    // Adding zero turns a negative zero into a plain one.
    private static double Rounded(double value) => Math.Round(value, Decimals) + 0.0;
}
