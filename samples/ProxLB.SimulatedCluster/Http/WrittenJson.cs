using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>JSON that is written already: a tree of many thousand values would take the simulated cluster longer than the call it stands for.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class WrittenJson
{
    private readonly ReadOnlyMemory<byte> _text;

    private WrittenJson(ReadOnlyMemory<byte> text) => _text = text;

    /// <summary>What is written, as part of an answer.</summary>
    public static JsonNode Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            write(writer);
        }

        return JsonValue.Create(new WrittenJson(buffer.WrittenMemory))!;
    }

    private sealed class Converter : JsonConverter<WrittenJson>
    {
        public override WrittenJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, WrittenJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value._text.Span, skipInputValidation: true);
    }
}
