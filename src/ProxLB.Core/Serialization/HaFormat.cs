using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>The HA manager's configuration and state in a snapshot file.</summary>
internal static class HaFormat
{
    public static HaFacts Read(JsonFields ha) => new()
    {
        NativeMode = ha.Choice("nativeMode", EnumNames.NativeModes) ?? HaFacts.None.NativeMode,
        NativeAutoRebalance = ha.Flag("nativeAutoRebalance") ?? false,
        Groups = ha.Items("groups", ReadGroup),
        Rules = ha.Items("rules", ReadRule),
        ManagerActive = ha.Flag("managerActive"),
        Armed = ha.Choice("armed", EnumNames.ArmedStates) ?? HaFacts.None.Armed,
        DisarmedMode = ha.Choice("disarmedMode", EnumNames.DisarmedModes, Presence.Nullable),
        NativeThresholdPercent = ha.Number("nativeThresholdPercent", NumberRange.Any) ?? HaFacts.None.NativeThresholdPercent,
        NativeMarginPercent = ha.Number("nativeMarginPercent", NumberRange.Any) ?? HaFacts.None.NativeMarginPercent,
        NativeMethod = ha.Choice("nativeMethod", EnumNames.NativeMethods) ?? HaFacts.None.NativeMethod,
    };

    public static void Write(Utf8JsonWriter json, HaFacts ha)
    {
        var usual = HaFacts.None;
        json.WriteUnless("nativeMode", ha.NativeMode, usual.NativeMode, EnumNames.NativeModes);
        json.WriteUnless("nativeAutoRebalance", ha.NativeAutoRebalance, usual.NativeAutoRebalance);
        json.WriteOptionalItems("groups", ha.Groups, WriteGroup);
        json.WriteOptionalItems("rules", ha.Rules, WriteRule);
        if (ha.ManagerActive is { } active)
        {
            json.WriteBoolean("managerActive", active);
        }

        json.WriteUnless("armed", ha.Armed, usual.Armed, EnumNames.ArmedStates);
        json.WriteOptional("disarmedMode", ha.DisarmedMode, EnumNames.DisarmedModes);
        json.WriteUnless("nativeThresholdPercent", ha.NativeThresholdPercent, usual.NativeThresholdPercent);
        json.WriteUnless("nativeMarginPercent", ha.NativeMarginPercent, usual.NativeMarginPercent);
        json.WriteUnless("nativeMethod", ha.NativeMethod, usual.NativeMethod, EnumNames.NativeMethods);
    }

    private static HaGroup ReadGroup(JsonFields group) => new()
    {
        Name = group.RequiredText("name"),
        Nodes = group.Items("nodes", NodePreferenceFormat.Read, Presence.Required),
        Restricted = group.Flag("restricted") ?? false,
        NoFailback = group.Flag("noFailback") ?? false,
    };

    private static void WriteGroup(Utf8JsonWriter json, HaGroup group)
    {
        json.WriteString("name", group.Name);
        json.WriteItems("nodes", group.Nodes, NodePreferenceFormat.Write);
        json.WriteUnless("restricted", group.Restricted, usual: false);
        json.WriteUnless("noFailback", group.NoFailback, usual: false);
    }

    private static HaRule ReadRule(JsonFields rule) => new()
    {
        Name = rule.RequiredText("name"),
        Type = rule.Choice("type", EnumNames.HaRuleTypes, Presence.Required) ?? HaRuleType.NodeAffinity,
        Guests = rule.Int32s("guests", Presence.Required),
        Affinity = rule.Choice("affinity", EnumNames.HaAffinities) ?? HaAffinity.Positive,
        Nodes = rule.Items("nodes", NodePreferenceFormat.Read),
        Strict = rule.Flag("strict") ?? false,
        Disabled = rule.Flag("disabled") ?? false,
        Errors = rule.Texts("errors"),
    };

    private static void WriteRule(Utf8JsonWriter json, HaRule rule)
    {
        json.WriteString("name", rule.Name);
        json.WriteString("type", EnumNames.HaRuleTypes[rule.Type]);
        json.WriteInt32s("guests", rule.Guests);
        json.WriteUnless("affinity", rule.Affinity, HaAffinity.Positive, EnumNames.HaAffinities);
        json.WriteOptionalItems("nodes", rule.Nodes, NodePreferenceFormat.Write);
        json.WriteUnless("strict", rule.Strict, usual: false);
        json.WriteUnless("disabled", rule.Disabled, usual: false);
        json.WriteOptionalTexts("errors", rule.Errors);
    }
}
