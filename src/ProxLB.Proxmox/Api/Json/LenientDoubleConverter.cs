using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads a number that may come as a string; what is no finite number is null.</summary>
internal sealed class LenientDoubleConverter : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.ReadDouble(ref reader);

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
