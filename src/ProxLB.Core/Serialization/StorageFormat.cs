using System.Collections.ObjectModel;
using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A storage in a snapshot file.</summary>
internal static class StorageFormat
{
    public static ClusterStorage Read(JsonFields storage, SnapshotContents contents)
    {
        var id = storage.Text("id", Presence.Required);
        if (id is not null)
        {
            contents.AddStorage(storage, id);
        }

        return new ClusterStorage
        {
            Id = id ?? string.Empty,
            Shared = storage.Flag("shared", Presence.Required) ?? false,
            Nodes = storage.OptionalTexts("nodes", Presence.Nullable),
            Free = storage.SizesByNode("free") ?? ReadOnlyDictionary<string, long>.Empty,
            Content = storage.Texts("content"),
            Type = storage.Text("type"),
            FreeBytes = storage.Whole("freeBytes", Presence.Nullable, minimum: 0),
        };
    }

    public static void Write(Utf8JsonWriter json, ClusterStorage storage)
    {
        json.WriteString("id", storage.Id);
        json.WriteBoolean("shared", storage.Shared);
        if (storage.Nodes is { } nodes)
        {
            json.WriteTexts("nodes", nodes);
        }

        json.WriteOptionalMap("free", storage.Free, (writer, key, value) => writer.WriteNumber(key, value));
        json.WriteOptionalTexts("content", storage.Content);
        json.WriteOptional("type", storage.Type);
        json.WriteOptional("freeBytes", storage.FreeBytes);
    }
}
