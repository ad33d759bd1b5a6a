using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads named values: an object, or a property string such as <c>type=secure,network=10.0.0.0/8</c>. What has no scalar value is left out.</summary>
/// <remarks>Perl writes an empty map as <c>[]</c> at times; that is an empty map here too.</remarks>
internal sealed class LenientMapConverter : JsonConverter<IReadOnlyDictionary<string, string>?>
{
    public override IReadOnlyDictionary<string, string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return PropertyString.Parse(Scalar.Read(ref reader));
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Scalar.ReadName(ref reader);
            reader.Read();
            if (Scalar.Read(ref reader) is { } value && name is not null)
            {
                map[name] = value;
            }
        }

        return map;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
