using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A guest in a snapshot file.</summary>
internal static class GuestFormat
{
    public static Guest Read(JsonFields guest, SnapshotContents contents)
    {
        var id = guest.Int32("id", Presence.Required, minimum: 1) ?? 0;
        contents.AddGuest(guest, id);
        return new Guest
        {
            Id = id,
            Kind = guest.Choice("kind", EnumNames.GuestKinds) ?? GuestKind.Vm,
            Name = guest.Text("name"),
            Node = contents.NodeOf(guest),
            Running = guest.IsNull("running") ? null : guest.Flag("running") ?? true,
            Template = guest.Flag("template") ?? false,
            Lock = guest.Text("lock", Presence.Nullable),
            CpuCores = guest.Number("cpuCores", NumberRange.NotNegative, Presence.Nullable),
            CpuUsed = guest.Number("cpuUsed", NumberRange.NotNegative, Presence.Nullable),
            MemoryBytes = guest.Whole("memoryBytes", Presence.Nullable, minimum: 0),
            MemoryUsedBytes = guest.Whole("memoryUsedBytes", Presence.Nullable, minimum: 0),
            Disks = guest.Items("disks", disk => ReadDisk(disk, contents)),
            Pressure = guest.Child("pressure", PressureFormat.Read),
            Priority = (GuestPriority)(guest.Int32("priority", minimum: 1, maximum: 3) ?? (int)GuestPriority.Normal),
            Tags = guest.Texts("tags"),
            Pool = guest.Text("pool", Presence.Nullable),
            CpuType = guest.Text("cpuType", Presence.Nullable),
            CpuFlags = guest.Texts("cpuFlags"),
            LocalResources = guest.Texts("localResources"),
            ReplicatedTo = guest.Texts("replicatedTo"),
            LastMovedAt = guest.Moment("lastMovedAt", Presence.Nullable),
            HaState = guest.Text("haState", Presence.Nullable),
            HaStatus = guest.Text("haStatus", Presence.Nullable),
            HaGroup = guest.Text("haGroup", Presence.Nullable),
            HaFailback = guest.Flag("haFailback") ?? true,
            HaAutoRebalance = guest.Flag("haAutoRebalance") ?? true,
            HaPending = guest.Child("haPending", ReadPending, Presence.Nullable),
            HaMaintenanceNode = guest.Text("haMaintenanceNode", Presence.Nullable),
            HaFailedNodes = guest.Texts("haFailedNodes"),
            Labels = guest.TextMap("labels") ?? Empty.Labels,
            Measures = guest.NumberMap("measures", NumberRange.NotNegative) ?? Empty.Measures,
            Unknown = guest.Texts("unknown"),
            ForbiddenNodes = guest.Items("forbiddenNodes", ReadForbidden),
            MigratingTo = guest.Text("migratingTo", Presence.Nullable),
            CooldownUntil = guest.Moment("cooldownUntil", Presence.Nullable),
            BarredNodes = guest.Texts("barredNodes"),
        };
    }

    public static void Write(Utf8JsonWriter json, Guest guest)
    {
        json.WriteNumber("id", guest.Id);
        json.WriteUnless("kind", guest.Kind, GuestKind.Vm, EnumNames.GuestKinds);
        json.WriteOptional("name", guest.Name);
        json.WriteString("node", guest.Node);
        WriteRunning(json, guest.Running);
        json.WriteUnless("template", guest.Template, usual: false);
        json.WriteOptional("lock", guest.Lock);
        json.WriteOptional("cpuCores", guest.CpuCores);
        json.WriteOptional("cpuUsed", guest.CpuUsed);
        json.WriteOptional("memoryBytes", guest.MemoryBytes);
        json.WriteOptional("memoryUsedBytes", guest.MemoryUsedBytes);
        json.WriteOptionalItems("disks", guest.Disks, WriteDisk);
        PressureFormat.WriteOptional(json, guest.Pressure);
        json.WriteUnless("priority", (int)guest.Priority, usual: (int)GuestPriority.Normal);
        json.WriteOptionalTexts("tags", guest.Tags);
        json.WriteOptional("pool", guest.Pool);
        json.WriteOptional("cpuType", guest.CpuType);
        json.WriteOptionalTexts("cpuFlags", guest.CpuFlags);
        json.WriteOptionalTexts("localResources", guest.LocalResources);
        json.WriteOptionalTexts("replicatedTo", guest.ReplicatedTo);
        json.WriteOptional("lastMovedAt", guest.LastMovedAt);
        WriteHa(json, guest);
        json.WriteOptionalMap("labels", guest.Labels, (writer, key, value) => writer.WriteString(key, value));
        json.WriteOptionalMap("measures", guest.Measures, (writer, key, value) => writer.WriteNumber(key, value));
        json.WriteOptionalTexts("unknown", guest.Unknown);
        json.WriteOptionalItems("forbiddenNodes", guest.ForbiddenNodes, WriteForbidden);
        json.WriteOptional("migratingTo", guest.MigratingTo);
        json.WriteOptional("cooldownUntil", guest.CooldownUntil);
        json.WriteOptionalTexts("barredNodes", guest.BarredNodes);
    }

    private static void WriteRunning(Utf8JsonWriter json, bool? running)
    {
        if (running is null)
        {
            json.WriteNull("running");
        }
        else
        {
            json.WriteUnless("running", running.Value, usual: true);
        }
    }

    private static void WriteHa(Utf8JsonWriter json, Guest guest)
    {
        json.WriteOptional("haState", guest.HaState);
        json.WriteOptional("haStatus", guest.HaStatus);
        json.WriteOptional("haGroup", guest.HaGroup);
        json.WriteUnless("haFailback", guest.HaFailback, usual: true);
        json.WriteUnless("haAutoRebalance", guest.HaAutoRebalance, usual: true);
        if (guest.HaPending is { } pending)
        {
            json.WriteChild("haPending", pending, WritePending);
        }

        json.WriteOptional("haMaintenanceNode", guest.HaMaintenanceNode);
        json.WriteOptionalTexts("haFailedNodes", guest.HaFailedNodes);
    }

    private static GuestDisk ReadDisk(JsonFields disk, SnapshotContents contents) =>
        new(contents.StorageOf(disk), disk.Whole("bytes", Presence.Required, minimum: 0) ?? 0);

    private static void WriteDisk(Utf8JsonWriter json, GuestDisk disk)
    {
        json.WriteString("storage", disk.Storage);
        json.WriteNumber("bytes", disk.Bytes);
    }

    private static HaPendingMotion ReadPending(JsonFields pending) => new(pending.Text("command"), pending.Text("node"));

    private static void WritePending(Utf8JsonWriter json, HaPendingMotion pending)
    {
        json.WriteOptional("command", pending.Command);
        json.WriteOptional("node", pending.Node);
    }

    private static ForbiddenNode ReadForbidden(JsonFields forbidden) =>
        new(forbidden.RequiredText("node"), forbidden.RequiredText("reason"));

    private static void WriteForbidden(Utf8JsonWriter json, ForbiddenNode forbidden)
    {
        json.WriteString("node", forbidden.Node);
        json.WriteString("reason", forbidden.Reason);
    }
}
