namespace ProxLB.Core.Serialization;

/// <summary>Reads a whole file by the description of its format.</summary>
internal static class DocumentReader
{
    public static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonFields, T> read)
        where T : class
    {
        var defects = new DefectList();
        using var document = JsonText.Open(utf8);
        var value = JsonFields.Open(document.RootElement, JsonPath.Root, defects) is { } fields ? read(fields) : null;
        defects.ThrowIfAny();
        return value!;
    }
}
