using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads a whole number that may come as a string or with a fraction; what is none, or out of range, is null.</summary>
internal sealed class LenientLongConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.ReadLong(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
