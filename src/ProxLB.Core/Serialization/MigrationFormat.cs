using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>A migration in a plan file.</summary>
internal static class MigrationFormat
{
    public static PlannedMigration Read(JsonFields migration) => new()
    {
        Step = migration.Int32("step", Presence.Required, minimum: 1) ?? 1,
        After = migration.Int32s("after"),
        Guest = migration.Int32("guest", Presence.Required) ?? 0,
        Name = migration.Text("name"),
        Kind = migration.Choice("kind", EnumNames.GuestKinds, Presence.Required) ?? GuestKind.Vm,
        From = migration.RequiredText("from"),
        To = migration.RequiredText("to"),
        Mode = migration.Choice("mode", EnumNames.MigrationModes) ?? MigrationMode.Live,
        Detour = migration.Flag("detour") ?? false,
        Carries = migration.Int32s("carries"),
        CostBytes = migration.Whole("costBytes") ?? 0,
        Gain = migration.Number("gain", NumberRange.Any) ?? 0,
        GainByDimension = migration.NumberMap("gainByDimension", NumberRange.Any) ?? Empty.Measures,
        Reason = migration.RequiredText("reason"),
        Unit = migration.Int32("unit") ?? 0,
        Cause = migration.Choice("cause", EnumNames.MigrationCauses) ?? MigrationCause.Balance,
        Rule = migration.Text("rule", Presence.Nullable),
        EstimatedSeconds = migration.Number("estimatedSeconds", NumberRange.Any),
        Ha = migration.Flag("ha") ?? false,
        TargetStorage = migration.TextMap("targetStorage") ?? Empty.Labels,
        Outcome = migration.Child("outcome", ReadOutcome, Presence.Nullable),
    };

    public static void Write(Utf8JsonWriter json, PlannedMigration migration)
    {
        json.WriteNumber("step", migration.Step);
        json.WriteInt32s("after", migration.After);
        json.WriteNumber("unit", migration.Unit);
        json.WriteNumber("guest", migration.Guest);
        json.WriteOptional("name", migration.Name);
        json.WriteString("kind", EnumNames.GuestKinds[migration.Kind]);
        json.WriteString("from", migration.From);
        json.WriteString("to", migration.To);
        json.WriteString("mode", EnumNames.MigrationModes[migration.Mode]);
        json.WriteBoolean("detour", migration.Detour);
        json.WriteBoolean("ha", migration.Ha);
        json.WriteOptionalInt32s("carries", migration.Carries);
        json.WriteOptionalMap("targetStorage", migration.TargetStorage, (writer, key, value) => writer.WriteString(key, value));
        json.WriteNumber("costBytes", migration.CostBytes);
        json.WriteOptionalFigure("estimatedSeconds", migration.EstimatedSeconds);
        json.WriteFigure("gain", migration.Gain);
        json.WriteOptionalFigures("gainByDimension", migration.GainByDimension);
        json.WriteString("cause", EnumNames.MigrationCauses[migration.Cause]);
        json.WriteOptional("rule", migration.Rule);
        json.WriteString("reason", migration.Reason);
        if (migration.Outcome is { } outcome)
        {
            json.WriteChild("outcome", outcome, WriteOutcome);
        }
    }

    private static MigrationOutcome ReadOutcome(JsonFields outcome) => new()
    {
        State = outcome.Text("state") ?? string.Empty,
        Node = outcome.Text("node"),
        Error = outcome.Text("error"),
    };

    private static void WriteOutcome(Utf8JsonWriter json, MigrationOutcome outcome)
    {
        json.WriteString("state", outcome.State);
        json.WriteOptional("node", outcome.Node);
        json.WriteOptional("error", outcome.Error);
    }
}
