using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>Reads the lists and maps of an object.</summary>
internal static class JsonFieldLists
{
    private delegate bool ScalarReader<T>(JsonElement element, out T value, out string problem);

    public static IReadOnlyList<string> Texts(this JsonFields fields, string name, Presence presence = Presence.Optional) =>
        fields.OptionalTexts(name, presence) ?? [];

    public static IReadOnlyList<string>? OptionalTexts(this JsonFields fields, string name, Presence presence = Presence.Optional) =>
        Scalars<string>(fields, name, presence, JsonScalars.TryText);

    public static IReadOnlyList<int> Int32s(this JsonFields fields, string name, Presence presence = Presence.Optional) =>
        Scalars<int>(fields, name, presence, TryInt32) ?? [];

    public static IReadOnlyList<T> Items<T>(
        this JsonFields fields, string name, Func<JsonFields, T> read, Presence presence = Presence.Optional)
    {
        if (!TryFindList(fields, name, presence, out var list))
        {
            return [];
        }

        var items = new List<T>(list.GetArrayLength());
        var path = fields.Path.Property(name);
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (JsonFields.Open(element, path.Item(index++), fields.Defects) is { } item)
            {
                items.Add(read(item));
            }
        }

        return items;
    }

    public static IReadOnlyDictionary<string, string>? TextMap(this JsonFields fields, string name) =>
        Map<string>(fields, name, StringComparer.Ordinal, JsonScalars.TryText);

    public static IReadOnlyDictionary<string, double>? NumberMap(
        this JsonFields fields, string name, NumberRange range, Presence presence = Presence.Optional) =>
        Map(
            fields,
            name,
            StringComparer.Ordinal,
            (JsonElement element, out double value, out string problem) => JsonScalars.TryNumber(element, range, out value, out problem),
            presence);

    /// <summary>Sizes by node name; such names are equal without regard to case.</summary>
    public static IReadOnlyDictionary<string, long>? SizesByNode(this JsonFields fields, string name) =>
        Map(
            fields,
            name,
            StringComparer.OrdinalIgnoreCase,
            (JsonElement element, out long value, out string problem) => JsonScalars.TryWhole(element, 0, long.MaxValue, out value, out problem));

    private static bool TryInt32(JsonElement element, out int value, out string problem)
    {
        var good = JsonScalars.TryWhole(element, int.MinValue, int.MaxValue, out var whole, out problem);
        value = (int)whole;
        return good;
    }

    private static List<T>? Scalars<T>(JsonFields fields, string name, Presence presence, ScalarReader<T> read)
    {
        if (!TryFindList(fields, name, presence, out var list))
        {
            return null;
        }

        var values = new List<T>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            if (!read(element, out var value, out var problem))
            {
                fields.Defects.Add(fields.Path.Property(name).Item(values.Count), problem);
            }

            values.Add(value);
        }

        return values;
    }

    private static Dictionary<string, T>? Map<T>(
        JsonFields fields, string name, StringComparer comparer, ScalarReader<T> read, Presence presence = Presence.Optional)
    {
        if (!fields.TryFind(name, presence, out var map))
        {
            return null;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            fields.Report(name, $"must be an object, is {JsonScalars.Show(map)}");
            return null;
        }

        var values = new Dictionary<string, T>(comparer);
        foreach (var property in map.EnumerateObject())
        {
            if (!JsonScalars.TryName(property, out var key))
            {
                fields.Report(name, "must have property names of Unicode text");
                continue;
            }

            if (!read(property.Value, out var value, out var problem))
            {
                fields.Defects.Add(fields.Path.Property(name).Property(key), problem);
            }

            if (!values.TryAdd(key, value))
            {
                fields.Defects.Add(fields.Path.Property(name).Property(key), "is given more than once");
            }
        }

        return values;
    }

    private static bool TryFindList(JsonFields fields, string name, Presence presence, out JsonElement list)
    {
        if (!fields.TryFind(name, presence, out list))
        {
            return false;
        }

        if (list.ValueKind == JsonValueKind.Array)
        {
            return true;
        }

        fields.Report(name, $"must be a list, is {JsonScalars.Show(list)}");
        return false;
    }
}
