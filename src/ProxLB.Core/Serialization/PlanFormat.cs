using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>A plan file as a whole.</summary>
internal static class PlanFormat
{
    private const string Schema = "proxlb.plan/1";

    public static MigrationPlan Read(JsonFields file)
    {
        file.Constant("schema", Schema);
        return new MigrationPlan
        {
            Status = file.Choice("status", EnumNames.PlanStatuses, Presence.Required) ?? PlanStatus.Balanced,
            Goal = file.Text("goal") ?? string.Empty,
            Before = file.Child("before", PlacementStateFormat.Read, Presence.Required) ?? PlacementStateFormat.Missing,
            After = file.Child("after", PlacementStateFormat.Read, Presence.Required) ?? PlacementStateFormat.Missing,
            Migrations = file.Items("migrations", MigrationFormat.Read, Presence.Required),
            Unsatisfied = file.Items("unsatisfied", PlanFindingsFormat.ReadUnsatisfied, Presence.Required),
            Skipped = file.Items("skipped", PlanFindingsFormat.ReadSkipped, Presence.Required),
            Warnings = file.Texts("warnings"),
            Optimal = file.Flag("optimal") ?? false,
            SpreadLowerBound = file.NumberMap("spreadLowerBound", NumberRange.Any) ?? Empty.Measures,
            Frontier = file.Items("frontier", PlanFindingsFormat.ReadFrontierPoint),
            ElapsedMilliseconds = file.Number("elapsedMilliseconds", NumberRange.Any) ?? 0,
            Id = file.Text("id") ?? string.Empty,
            CreatedAt = file.Moment("createdAt") ?? default,
            SnapshotDigest = file.Text("snapshotDigest") ?? string.Empty,
            StoppedBy = file.Choice("stoppedBy", EnumNames.StopReasons, Presence.Nullable),
            EstimatedSeconds = file.Number("estimatedSeconds", NumberRange.Any),
            Conflicts = file.Items("conflicts", PlanFindingsFormat.ReadConflict),
        };
    }

    public static void Write(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteString("schema", Schema);
        json.WriteString("id", plan.Id);
        json.WriteMoment("createdAt", plan.CreatedAt);
        json.WriteString("snapshotDigest", plan.SnapshotDigest);
        json.WriteString("goal", plan.Goal);
        json.WriteString("status", EnumNames.PlanStatuses[plan.Status]);
        WriteStoppedBy(json, plan.StoppedBy);
        json.WriteBoolean("optimal", plan.Optimal);
        json.WriteFigure("elapsedMilliseconds", plan.ElapsedMilliseconds);
        json.WriteOptionalFigure("estimatedSeconds", plan.EstimatedSeconds);
        json.WriteItems("migrations", plan.Migrations, MigrationFormat.Write);
        json.WriteItems("unsatisfied", plan.Unsatisfied, PlanFindingsFormat.WriteUnsatisfied);
        json.WriteItems("skipped", plan.Skipped, PlanFindingsFormat.WriteSkipped);
        json.WriteOptionalItems("conflicts", plan.Conflicts, PlanFindingsFormat.WriteConflict);
        json.WriteTexts("warnings", plan.Warnings);
        json.WriteOptionalFigures("spreadLowerBound", plan.SpreadLowerBound);
        json.WriteOptionalItems("frontier", plan.Frontier, PlanFindingsFormat.WriteFrontierPoint);
        json.WriteChild("before", plan.Before, PlacementStateFormat.Write);
        json.WriteChild("after", plan.After, PlacementStateFormat.Write);
    }

    private static void WriteStoppedBy(Utf8JsonWriter json, StopReason? reason)
    {
        if (reason is { } known)
        {
            json.WriteString("stoppedBy", EnumNames.StopReasons[known]);
        }
        else
        {
            json.WriteNull("stoppedBy");
        }
    }
}
