using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ProxLB.Core.Serialization;

/// <summary>The name of a JSON property, compared without making a string of it: most properties of a format are absent from
/// most objects, and a signature of length and first letter tells that at once.</summary>
internal readonly struct JsonName
{
    private const int Escaped = -1;

    private readonly JsonProperty _property;
    private readonly int _signature;

    public JsonName(JsonProperty property)
    {
        _property = property;
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        _signature = raw.Contains((byte)'\\') ? Escaped : SignatureOf(raw.Length, raw.IsEmpty ? '\0' : (char)raw[0]);
    }

    public JsonElement Value => _property.Value;

    /// <summary>A set with this name's signature in it; one with escapes could be any name.</summary>
    public ulong SignatureBits => _signature == Escaped ? ulong.MaxValue : BitsOf(_signature);

    public static int Signature(string name) => SignatureOf(name.Length, name[0]);

    public static ulong BitsOf(int signature) => 1UL << (signature & 63);

    public bool Is(string name, int signature) =>
        _signature == signature
            ? Ascii.Equals(JsonMarshal.GetRawUtf8PropertyName(_property), name)
            : _signature == Escaped && JsonScalars.TryName(_property, out var unescaped) && unescaped == name;

    private static int SignatureOf(int length, char first) => (length * 31) + first;
}
