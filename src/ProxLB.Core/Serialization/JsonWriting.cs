using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>Writes properties, leaving out those that have nothing to say, in an order that does not depend on chance.</summary>
internal static class JsonWriting
{
    // Names are written as people read them; the files are not made to be pasted into a web page.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Document<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a list of objects with one line each, so that two files can be compared by eye.</summary>
    public static void WriteLines<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        var line = new ArrayBufferWriter<byte>();
        using var lineJson = new Utf8JsonWriter(line, OneLine);
        foreach (var item in items)
        {
            line.ResetWrittenCount();
            lineJson.Reset();
            line.Write("\n    "u8);
            lineJson.WriteStartObject();
            write(lineJson, item);
            lineJson.WriteEndObject();
            lineJson.Flush();
            json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    public static void WriteOptionalLines<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count > 0)
        {
            json.WriteLines(name, items, write);
        }
    }

    public static void WriteItems<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteOptionalItems<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count > 0)
        {
            json.WriteItems(name, items, write);
        }
    }

    public static void WriteChild<T>(this Utf8JsonWriter json, string name, T value, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } moment)
        {
            json.WriteMoment(name, moment);
        }
    }

    public static void WriteMoment(this Utf8JsonWriter json, string name, DateTimeOffset value) => json.WriteString(name, value.UtcDateTime);

    public static void WriteUnless(this Utf8JsonWriter json, string name, bool value, bool usual)
    {
        if (value != usual)
        {
            json.WriteBoolean(name, value);
        }
    }

    public static void WriteUnless(this Utf8JsonWriter json, string name, long value, long usual)
    {
        if (value != usual)
        {
            json.WriteNumber(name, value);
        }
    }

    public static void WriteUnless(this Utf8JsonWriter json, string name, double value, double usual)
    {
        if (!value.Equals(usual))
        {
            json.WriteNumber(name, value);
        }
    }

    public static void WriteUnless<T>(this Utf8JsonWriter json, string name, T value, T usual, WireNames<T> names)
        where T : struct, Enum
    {
        if (!EqualityComparer<T>.Default.Equals(value, usual))
        {
            json.WriteString(name, names[value]);
        }
    }

    public static void WriteOptional<T>(this Utf8JsonWriter json, string name, T? value, WireNames<T> names)
        where T : struct, Enum
    {
        if (value is { } choice)
        {
            json.WriteString(name, names[choice]);
        }
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteOptionalTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is { Count: > 0 })
        {
            json.WriteTexts(name, values);
        }
    }

    public static void WriteInt32s(this Utf8JsonWriter json, string name, IReadOnlyList<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteOptionalInt32s(this Utf8JsonWriter json, string name, IReadOnlyList<int> values)
    {
        if (values.Count > 0)
        {
            json.WriteInt32s(name, values);
        }
    }

    public static void WriteMap<T>(
        this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> values, Action<Utf8JsonWriter, string, T> write)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            write(json, key, value);
        }

        json.WriteEndObject();
    }

    public static void WriteOptionalMap<T>(
        this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> values, Action<Utf8JsonWriter, string, T> write)
    {
        if (values.Count > 0)
        {
            json.WriteMap(name, values, write);
        }
    }
}
