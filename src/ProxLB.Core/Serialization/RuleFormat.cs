using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>A stated rule in a snapshot file. Guests and nodes that it names need not exist: that is a warning of the planner's.</summary>
internal static class RuleFormat
{
    private const double UsualWeight = 1;

    public static PlacementRule Read(JsonFields rule) => new()
    {
        Type = rule.Choice("type", EnumNames.RuleTypes, Presence.Required) ?? RuleType.Affinity,
        Name = rule.Text("name"),
        Guests = rule.Int32s("guests", Presence.Required),
        OtherGuests = rule.Int32s("otherGuests"),
        Nodes = rule.Items("nodes", NodePreferenceFormat.Read),
        Required = rule.Flag("required") ?? true,
        SpreadBy = rule.Text("spreadBy"),
        Origin = rule.Choice("origin", EnumNames.RuleOrigins) ?? RuleOrigin.Stated,
        Weight = rule.Number("weight", NumberRange.Positive) ?? UsualWeight,
        Label = rule.Child("label", ReadLabel),
        ExceptMaintenance = rule.Flag("exceptMaintenance") ?? false,
    };

    public static void Write(Utf8JsonWriter json, PlacementRule rule)
    {
        json.WriteString("type", EnumNames.RuleTypes[rule.Type]);
        json.WriteOptional("name", rule.Name);
        json.WriteInt32s("guests", rule.Guests);
        json.WriteOptionalInt32s("otherGuests", rule.OtherGuests);
        json.WriteOptionalItems("nodes", rule.Nodes, NodePreferenceFormat.Write);
        json.WriteUnless("required", rule.Required, usual: true);
        json.WriteOptional("spreadBy", rule.SpreadBy);
        json.WriteUnless("origin", rule.Origin, RuleOrigin.Stated, EnumNames.RuleOrigins);
        json.WriteUnless("weight", rule.Weight, UsualWeight);
        if (rule.Label is { } label)
        {
            json.WriteChild("label", label, WriteLabel);
        }

        json.WriteUnless("exceptMaintenance", rule.ExceptMaintenance, usual: false);
    }

    private static NodeLabel ReadLabel(JsonFields label) => new(label.RequiredText("key"), label.RequiredText("value"));

    private static void WriteLabel(Utf8JsonWriter json, NodeLabel label)
    {
        json.WriteString("key", label.Key);
        json.WriteString("value", label.Value);
    }
}
