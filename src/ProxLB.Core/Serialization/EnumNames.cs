using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>The names of all enumerations in the two formats.</summary>
internal static class EnumNames
{
    public static readonly WireNames<GuestKind> GuestKinds = new(("vm", GuestKind.Vm), ("container", GuestKind.Container));

    public static readonly WireNames<HaNodeStatus> HaNodeStatuses = new(
        ("online", HaNodeStatus.Online),
        ("maintenance", HaNodeStatus.Maintenance),
        ("unknown", HaNodeStatus.Unknown),
        ("fence", HaNodeStatus.Fence),
        ("gone", HaNodeStatus.Gone));

    public static readonly WireNames<RuleType> RuleTypes = new(
        ("affinity", RuleType.Affinity),
        ("antiAffinity", RuleType.AntiAffinity),
        ("nodeAffinity", RuleType.NodeAffinity),
        ("nodeAntiAffinity", RuleType.NodeAntiAffinity),
        ("ignore", RuleType.Ignore));

    public static readonly WireNames<RuleOrigin> RuleOrigins = new(
        ("stated", RuleOrigin.Stated),
        ("tag", RuleOrigin.Tag),
        ("pool", RuleOrigin.Pool),
        ("haGroup", RuleOrigin.HaGroup),
        ("haRule", RuleOrigin.HaRule));

    public static readonly WireNames<NativeSchedulerMode> NativeModes = new(
        ("basic", NativeSchedulerMode.Basic),
        ("static", NativeSchedulerMode.Static),
        ("dynamic", NativeSchedulerMode.Dynamic));

    public static readonly WireNames<NativeRebalanceMethod> NativeMethods = new(
        ("bruteforce", NativeRebalanceMethod.Bruteforce),
        ("topsis", NativeRebalanceMethod.Topsis));

    public static readonly WireNames<HaArmedState> ArmedStates = new(
        ("armed", HaArmedState.Armed),
        ("standby", HaArmedState.Standby),
        ("disarming", HaArmedState.Disarming),
        ("disarmed", HaArmedState.Disarmed));

    public static readonly WireNames<HaDisarmedMode> DisarmedModes = new(
        ("freeze", HaDisarmedMode.Freeze),
        ("ignore", HaDisarmedMode.Ignore));

    public static readonly WireNames<HaRuleType> HaRuleTypes = new(
        ("node-affinity", HaRuleType.NodeAffinity),
        ("resource-affinity", HaRuleType.ResourceAffinity));

    public static readonly WireNames<HaAffinity> HaAffinities = new(
        ("positive", HaAffinity.Positive),
        ("negative", HaAffinity.Negative));

    public static readonly WireNames<PlanStatus> PlanStatuses = new(
        ("balanced", PlanStatus.Balanced),
        ("improved", PlanStatus.Improved),
        ("noBeneficialMigration", PlanStatus.NoBeneficialMigration),
        ("partial", PlanStatus.Partial),
        ("infeasible", PlanStatus.Infeasible));

    public static readonly WireNames<StopReason> StopReasons = new(
        ("time", StopReason.Time),
        ("cancelled", StopReason.Cancelled),
        ("limit", StopReason.Limit),
        ("cooldown", StopReason.Cooldown));

    public static readonly WireNames<MigrationMode> MigrationModes = new(
        ("live", MigrationMode.Live),
        ("restart", MigrationMode.Restart),
        ("offline", MigrationMode.Offline));

    public static readonly WireNames<MigrationCause> MigrationCauses = new(
        ("balance", MigrationCause.Balance),
        ("rule", MigrationCause.Rule),
        ("capacity", MigrationCause.Capacity),
        ("drain", MigrationCause.Drain),
        ("return", MigrationCause.Return));
}
