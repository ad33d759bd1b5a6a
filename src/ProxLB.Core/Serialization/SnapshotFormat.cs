using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A snapshot file as a whole.</summary>
internal static class SnapshotFormat
{
    private const string Schema = "proxlb.cluster/1";

    public static ClusterSnapshot Read(JsonFields file)
    {
        var contents = new SnapshotContents();
        file.Constant("schema", Schema);
        return new ClusterSnapshot
        {
            Name = file.Text("name"),
            CapturedAt = file.Moment("capturedAt"),
            Nodes = file.Items("nodes", node => NodeFormat.Read(node, contents), Presence.Required),
            Storages = file.Items("storages", storage => StorageFormat.Read(storage, contents)),
            Guests = file.Items("guests", guest => GuestFormat.Read(guest, contents), Presence.Required),
            Rules = file.Items("rules", RuleFormat.Read),
            Ha = file.Child("ha", HaFormat.Read) ?? HaFacts.None,
            Quorate = file.Flag("quorate") ?? true,
            Unknown = file.Texts("unknown"),
            MigrationBytesPerSecond = file.Whole("migrationBytesPerSecond", Presence.Nullable, minimum: 1),
            Measured = file.Child("measured", ReadMeasurement),
        };
    }

    public static void Write(Utf8JsonWriter json, ClusterSnapshot cluster)
    {
        json.WriteString("schema", Schema);
        json.WriteOptional("name", cluster.Name);
        json.WriteOptional("capturedAt", cluster.CapturedAt);
        json.WriteUnless("quorate", cluster.Quorate, usual: true);
        json.WriteOptionalTexts("unknown", cluster.Unknown);
        json.WriteOptional("migrationBytesPerSecond", cluster.MigrationBytesPerSecond);
        if (cluster.Measured is { } measured)
        {
            json.WriteChild("measured", measured, WriteMeasurement);
        }

        json.WriteLines("nodes", cluster.Nodes, NodeFormat.Write);
        json.WriteOptionalLines("storages", cluster.Storages, StorageFormat.Write);
        json.WriteLines("guests", cluster.Guests, GuestFormat.Write);
        json.WriteOptionalLines("rules", cluster.Rules, RuleFormat.Write);
        if (cluster.Ha != HaFacts.None)
        {
            json.WriteChild("ha", cluster.Ha, HaFormat.Write);
        }
    }

    private static Measurement ReadMeasurement(JsonFields measured) => new()
    {
        Statistic = measured.Text("statistic"),
        WindowSeconds = measured.Int32("windowSeconds"),
    };

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measured)
    {
        json.WriteOptional("statistic", measured.Statistic);
        json.WriteOptional("windowSeconds", (long?)measured.WindowSeconds);
    }
}
