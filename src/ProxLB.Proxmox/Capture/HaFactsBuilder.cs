using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Json;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Makes the HA facts of the answers.</summary>
internal static class HaFactsBuilder
{
    public static HaFacts Build(HaAnswers ha, IReadOnlyDictionary<string, string>? crs)
    {
        var fencing = ha.Current?.FirstOrDefault(entry => entry.Type == "fencing");
        return Native(crs) with
        {
            Groups = Groups(ha.Groups),
            Rules = Rules(ha.Rules),
            ManagerActive = ManagerActive(ha),
            Armed = Armed(fencing?.ArmedState ?? ha.Manager?.Disarm?.State),
            DisarmedMode = (fencing?.ResourceMode ?? ha.Manager?.Disarm?.Mode) switch
            {
                "freeze" => HaDisarmedMode.Freeze,
                "ignore" => HaDisarmedMode.Ignore,
                _ => null,
            },
        };
    }

    /// <summary>Whether native rebalancing is switched on.</summary>
    public static bool IsNativeRebalancing(IReadOnlyDictionary<string, string>? crs) => Native(crs).NativeAutoRebalance;

    public static IReadOnlyList<HaGroup> Groups(IReadOnlyList<HaGroupEntry>? groups) =>
    [
        .. (groups ?? []).Where(group => group.Group is not null).Select(group => new HaGroup
        {
            Name = group.Group!,
            Nodes = Preferences(group.Nodes),
            Restricted = group.Restricted == true,
            NoFailback = group.NoFailback == true,
        }),
    ];

    public static IReadOnlyList<HaRule> Rules(IReadOnlyList<HaRuleEntry>? rules) =>
    [
        .. (rules ?? []).Where(rule => rule.Rule is not null).Select(rule => new HaRule
        {
            Name = rule.Rule!,
            Type = rule.Type == "node-affinity" ? HaRuleType.NodeAffinity : HaRuleType.ResourceAffinity,
            Guests = [.. (rule.Resources ?? []).Select(GuestOf).OfType<int>()],
            Affinity = rule.Affinity == "negative" ? HaAffinity.Negative : HaAffinity.Positive,
            Nodes = Preferences(rule.Nodes),
            Strict = rule.Strict == true,
            Disabled = rule.Disable == true,
            Errors = Errors(rule),
        }),
    ];

    /// <summary>The VMID in <c>vm:100</c> or <c>ct:101</c>; null if it is none.</summary>
    public static int? GuestOf(string? sid) =>
        sid is not null && sid[(sid.IndexOf(':', StringComparison.Ordinal) + 1)..] is var id && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static IReadOnlyList<string> Errors(HaRuleEntry rule)
    {
        string[] unknown = rule.Type is "node-affinity" or "resource-affinity" ? [] : [$"its type '{rule.Type}' is not known"];
        return [.. NamedObjects.Texts(rule.Errors), .. unknown];
    }

    private static IReadOnlyList<NodePreference> Preferences(IReadOnlyList<string>? nodes) =>
    [
        .. (nodes ?? []).Select(node => node.Split(':'))
            .Select(parts => new NodePreference(parts[0], parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : 0)),
    ];

    private static HaFacts Native(IReadOnlyDictionary<string, string>? crs)
    {
        var mode = Value(crs, "ha") switch
        {
            "static" => NativeSchedulerMode.Static,
            "dynamic" => NativeSchedulerMode.Dynamic,
            _ => NativeSchedulerMode.Basic,
        };
        return new HaFacts
        {
            NativeMode = mode,
            NativeAutoRebalance = mode != NativeSchedulerMode.Basic && LenientBoolConverter.Parse(Value(crs, "ha-auto-rebalance")) == true,
            NativeThresholdPercent = Percent(Value(crs, "ha-auto-rebalance-threshold"), HaFacts.None.NativeThresholdPercent),
            NativeMarginPercent = Percent(Value(crs, "ha-auto-rebalance-margin"), HaFacts.None.NativeMarginPercent),
            NativeMethod = Value(crs, "ha-auto-rebalance-method") == "topsis" ? NativeRebalanceMethod.Topsis : NativeRebalanceMethod.Bruteforce,
        };
    }

    // Pre-releases of 9.2 stated fractions where 9.2 states percent.
    private static double Percent(string? text, double standard) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0
            ? value is > 0 and <= 1 ? value * 100 : value
            : standard;

    private static bool? ManagerActive(HaAnswers ha)
    {
        var master = ha.Current?.FirstOrDefault(entry => entry.Type == "master");
        return master?.Status?.Contains("(active", StringComparison.Ordinal) ?? (ha.Manager is null ? null : !string.IsNullOrEmpty(ha.Manager.Master));
    }

    private static HaArmedState Armed(string? state) => state switch
    {
        "standby" => HaArmedState.Standby,
        "disarming" => HaArmedState.Disarming,
        "disarmed" => HaArmedState.Disarmed,
        _ => HaArmedState.Armed,
    };

    private static string? Value(IReadOnlyDictionary<string, string>? map, string key) => map?.GetValueOrDefault(key);
}
