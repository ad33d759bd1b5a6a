using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>The properties of one JSON object, asked for by name. What is wrong goes to the list of defects, and a stand-in is
/// returned, so that one pass finds all that is wrong with a file.</summary>
internal sealed class JsonFields
{
    private readonly JsonName[] _names;
    private readonly ulong _signatures;

    private JsonFields(JsonElement element, JsonPath path, DefectList defects)
    {
        _names = new JsonName[element.GetPropertyCount()];
        Path = path;
        Defects = defects;
        var next = 0;
        foreach (var property in element.EnumerateObject())
        {
            var name = new JsonName(property);
            _names[next++] = name;
            _signatures |= name.SignatureBits;
        }
    }

    public JsonPath Path { get; }

    public DefectList Defects { get; }

    public static JsonFields? Open(JsonElement element, JsonPath path, DefectList defects)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(element, path, defects);
        }

        defects.Add(path, $"must be an object, is {JsonScalars.Show(element)}");
        return null;
    }

    public string? Text(string name, Presence presence = Presence.Optional, int minimumLength = 0)
    {
        if (!TryFind(name, presence, out var element))
        {
            return null;
        }

        if (!JsonScalars.TryText(element, out var text, out var problem))
        {
            Report(name, problem);
            return null;
        }

        if (text.Length < minimumLength)
        {
            Report(name, "must not be empty");
            return null;
        }

        return text;
    }

    public string RequiredText(string name, int minimumLength = 0) => Text(name, Presence.Required, minimumLength) ?? string.Empty;

    public bool? Flag(string name, Presence presence = Presence.Optional)
    {
        if (!TryFind(name, presence, out var element))
        {
            return null;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Report(name, $"must be true or false, is {JsonScalars.Show(element)}");
        return null;
    }

    public bool IsNull(string name) => Find(name, out var element) > 0 && element.ValueKind == JsonValueKind.Null;

    public long? Whole(string name, Presence presence = Presence.Optional, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (!TryFind(name, presence, out var element))
        {
            return null;
        }

        if (JsonScalars.TryWhole(element, minimum, maximum, out var value, out var problem))
        {
            return value;
        }

        Report(name, problem);
        return null;
    }

    public int? Int32(string name, Presence presence = Presence.Optional, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        (int?)Whole(name, presence, minimum, maximum);

    public double? Number(string name, NumberRange range, Presence presence = Presence.Optional)
    {
        if (!TryFind(name, presence, out var element))
        {
            return null;
        }

        if (JsonScalars.TryNumber(element, range, out var value, out var problem))
        {
            return value;
        }

        Report(name, problem);
        return null;
    }

    public DateTimeOffset? Moment(string name, Presence presence = Presence.Optional)
    {
        if (Text(name, presence) is not { } text)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var moment))
        {
            return moment;
        }

        Report(name, $"must be a date and time such as 2026-11-22T08:00:00Z, is \"{text}\"");
        return null;
    }

    public T? Choice<T>(string name, WireNames<T> names, Presence presence = Presence.Optional)
        where T : struct, Enum
    {
        if (!TryFind(name, presence, out var element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && JsonScalars.TryText(element, out var text, out _) && names.TryGet(text, out var value))
        {
            return value;
        }

        Report(name, $"must be one of {names.All}, is {JsonScalars.Show(element)}");
        return null;
    }

    public void Constant(string name, string expected)
    {
        if (TryFind(name, Presence.Required, out var element)
            && !(JsonScalars.TryText(element, out var text, out _) && text == expected))
        {
            Report(name, $"must be \"{expected}\", is {JsonScalars.Show(element)}");
        }
    }

    public T? Child<T>(string name, Func<JsonFields, T> read, Presence presence = Presence.Optional)
        where T : class =>
        TryFind(name, presence, out var element) && Open(element, Path.Property(name), Defects) is { } fields ? read(fields) : null;

    /// <summary>Finds a property that has to be looked at: one that is there and is not an allowed null.</summary>
    public bool TryFind(string name, Presence presence, out JsonElement element)
    {
        var times = Find(name, out element);
        if (times == 0)
        {
            if (presence == Presence.Required)
            {
                Report(name, "is missing");
            }

            return false;
        }

        if (times > 1)
        {
            Report(name, $"is given {times} times");
        }

        return presence != Presence.Nullable || element.ValueKind != JsonValueKind.Null;
    }

    public void Report(string name, string problem) => Defects.Add(Path.Property(name), problem);

    private int Find(string name, out JsonElement element)
    {
        element = default;
        var signature = JsonName.Signature(name);
        if ((_signatures & JsonName.BitsOf(signature)) == 0)
        {
            return 0;
        }

        var times = 0;
        foreach (var candidate in _names)
        {
            if (candidate.Is(name, signature))
            {
                element = candidate.Value;
                times++;
            }
        }

        return times;
    }
}
