using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>What a plan file says beside its migrations: what stays violated, who had to stay, conflicts, the frontier.</summary>
internal static class PlanFindingsFormat
{
    public static UnsatisfiedItem ReadUnsatisfied(JsonFields item) => new()
    {
        Constraint = item.RequiredText("constraint"),
        Rule = item.Text("rule", Presence.Nullable),
        Required = item.Flag("required", Presence.Required) ?? false,
        Guests = item.Int32s("guests", Presence.Required),
        Nodes = item.Texts("nodes"),
        Reason = item.RequiredText("reason"),
    };

    public static void WriteUnsatisfied(Utf8JsonWriter json, UnsatisfiedItem item)
    {
        json.WriteString("constraint", item.Constraint);
        json.WriteOptional("rule", item.Rule);
        json.WriteBoolean("required", item.Required);
        json.WriteInt32s("guests", item.Guests);
        json.WriteOptionalTexts("nodes", item.Nodes);
        json.WriteString("reason", item.Reason);
    }

    public static SkippedGuest ReadSkipped(JsonFields skipped) =>
        new(skipped.Int32("guest", Presence.Required) ?? 0, skipped.RequiredText("reason"));

    public static void WriteSkipped(Utf8JsonWriter json, SkippedGuest skipped)
    {
        json.WriteNumber("guest", skipped.Guest);
        json.WriteString("reason", skipped.Reason);
    }

    public static RuleConflict ReadConflict(JsonFields conflict) => new()
    {
        Rules = conflict.Texts("rules", Presence.Required),
        Guests = conflict.Int32s("guests", Presence.Required),
        Nodes = conflict.Texts("nodes", Presence.Required),
        Relax = conflict.RequiredText("relax"),
    };

    public static void WriteConflict(Utf8JsonWriter json, RuleConflict conflict)
    {
        json.WriteTexts("rules", conflict.Rules);
        json.WriteInt32s("guests", conflict.Guests);
        json.WriteTexts("nodes", conflict.Nodes);
        json.WriteString("relax", conflict.Relax);
    }

    public static FrontierPoint ReadFrontierPoint(JsonFields point) => new()
    {
        Migrations = point.Int32("migrations", Presence.Required) ?? 0,
        Spread = point.NumberMap("spread", NumberRange.Any, Presence.Required) ?? Empty.Measures,
        CostBytes = point.Whole("costBytes") ?? 0,
    };

    public static void WriteFrontierPoint(Utf8JsonWriter json, FrontierPoint point)
    {
        json.WriteNumber("migrations", point.Migrations);
        json.WriteFigures("spread", point.Spread);
        json.WriteNumber("costBytes", point.CostBytes);
    }
}
