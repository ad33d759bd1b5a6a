using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads a boolean that may come as 0 and 1, as a word or as a string; what is none is null.</summary>
internal sealed class LenientBoolConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(Scalar.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static bool? Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "1" or "true" or "yes" or "on" => true,
        "0" or "false" or "no" or "off" or "" => false,
        _ => null,
    };
}
