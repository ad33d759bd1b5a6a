using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A node with its priority, in rules and HA groups.</summary>
internal static class NodePreferenceFormat
{
    public static NodePreference Read(JsonFields node) => new(node.RequiredText("name"), node.Int32("priority") ?? 0);

    public static void Write(Utf8JsonWriter json, NodePreference node)
    {
        json.WriteString("name", node.Name);
        json.WriteUnless("priority", node.Priority, usual: 0);
    }
}
