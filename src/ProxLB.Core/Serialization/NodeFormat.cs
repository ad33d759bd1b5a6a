using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A node in a snapshot file.</summary>
internal static class NodeFormat
{
    public static ClusterNode Read(JsonFields node, SnapshotContents contents)
    {
        var name = node.RequiredText("name", minimumLength: 1);
        contents.AddNode(node, name);

        // Of a node that is down nothing need be known.
        var online = node.Flag("online") ?? true;
        var figures = online ? Presence.Required : Presence.Optional;
        return new ClusterNode
        {
            Name = name,
            Online = online,
            Maintenance = node.Flag("maintenance") ?? false,
            Version = node.Text("version"),
            CpuCores = node.Number("cpuCores", NumberRange.Positive, figures),
            CpuUsed = node.Number("cpuUsed", NumberRange.NotNegative, Presence.Nullable),
            MemoryBytes = node.Whole("memoryBytes", figures, minimum: 1),
            MemoryUsedBytes = node.Whole("memoryUsedBytes", Presence.Nullable, minimum: 0),
            MemoryReclaimableBytes = node.Whole("memoryReclaimableBytes", minimum: 0) ?? 0,
            DiskBytes = node.Whole("diskBytes", minimum: 0),
            DiskUsedBytes = node.Whole("diskUsedBytes", Presence.Nullable, minimum: 0),
            Pressure = node.Child("pressure", PressureFormat.Read),
            CpuModel = node.Text("cpuModel"),
            CpuFlags = node.Texts("cpuFlags"),
            Labels = node.TextMap("labels") ?? Empty.Labels,
            HaStatus = node.Choice("haStatus", EnumNames.HaNodeStatuses, Presence.Nullable),
            Measures = node.NumberMap("measures", NumberRange.NotNegative) ?? Empty.Measures,
            Unknown = node.Texts("unknown"),
        };
    }

    public static void Write(Utf8JsonWriter json, ClusterNode node)
    {
        json.WriteString("name", node.Name);
        json.WriteUnless("online", node.Online, usual: true);
        json.WriteUnless("maintenance", node.Maintenance, usual: false);
        json.WriteOptional("version", node.Version);
        json.WriteOptional("cpuCores", node.CpuCores);
        json.WriteOptional("cpuUsed", node.CpuUsed);
        json.WriteOptional("memoryBytes", node.MemoryBytes);
        json.WriteOptional("memoryUsedBytes", node.MemoryUsedBytes);
        json.WriteUnless("memoryReclaimableBytes", node.MemoryReclaimableBytes, usual: 0);
        json.WriteOptional("diskBytes", node.DiskBytes);
        json.WriteOptional("diskUsedBytes", node.DiskUsedBytes);
        PressureFormat.WriteOptional(json, node.Pressure);
        json.WriteOptional("cpuModel", node.CpuModel);
        json.WriteOptionalTexts("cpuFlags", node.CpuFlags);
        json.WriteOptionalMap("labels", node.Labels, (writer, key, value) => writer.WriteString(key, value));
        json.WriteOptional("haStatus", node.HaStatus, EnumNames.HaNodeStatuses);
        json.WriteOptionalMap("measures", node.Measures, (writer, key, value) => writer.WriteNumber(key, value));
        json.WriteOptionalTexts("unknown", node.Unknown);
    }
}
