using System.Text.Json;
using ProxLB.Core.Analysis;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>Writes the check of a cluster in the format <c>proxlb.check/1</c>.</summary>
public static class CheckWriter
{
    private const string Schema = "proxlb.check/1";

    /// <summary>Writes a check to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="check">The check.</param>
    public static void Write(Stream stream, ClusterCheck check)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToUtf8(check));
    }

    /// <summary>Writes a check to memory.</summary>
    /// <param name="check">The check.</param>
    /// <returns>JSON in UTF-8, without a byte order mark.</returns>
    public static byte[] ToUtf8(ClusterCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return JsonWriting.Document(check, WriteFields);
    }

    private static void WriteFields(Utf8JsonWriter json, ClusterCheck check)
    {
        json.WriteString("schema", Schema);
        json.WriteBoolean("violated", check.Violated);
        json.WriteItems("conflicts", check.Conflicts, PlanFindingsFormat.WriteConflict);
        json.WriteItems("droppedRules", check.DroppedRules, WriteDropped);
        json.WriteItems("unsatisfied", check.Unsatisfied, PlanFindingsFormat.WriteUnsatisfied);
        json.WriteItems("repairs", check.Repairs, WriteRepair);
        json.WriteTexts("warnings", check.Warnings);
        json.WriteItems("nodeLosses", check.NodeLosses, WriteLoss);
        json.WriteItems("domainLosses", check.DomainLosses, WriteLoss);
        if (check.MissingPermissions is { } missing)
        {
            json.WriteItems("missingPermissions", missing, WritePermission);
        }
    }

    private static void WritePermission(Utf8JsonWriter json, MissingPermission permission)
    {
        json.WriteString("name", permission.Name);
        json.WriteString("path", permission.Path);
        json.WriteString("neededFor", permission.NeededFor);
        json.WriteString("grant", permission.Grant);
    }

    private static void WriteDropped(Utf8JsonWriter json, DroppedRule rule)
    {
        json.WriteString("name", rule.Name);
        json.WriteString("reason", rule.Reason);
    }

    private static void WriteRepair(Utf8JsonWriter json, PlannedMigration repair)
    {
        json.WriteNumber("guest", repair.Guest);
        json.WriteOptionalInt32s("carries", repair.Carries);
        json.WriteString("from", repair.From);
        json.WriteString("to", repair.To);
        json.WriteOptional("rule", repair.Rule);
        json.WriteString("reason", repair.Reason);
    }

    private static void WriteLoss(Utf8JsonWriter json, LossReport loss)
    {
        json.WriteOptional("label", loss.Label);
        json.WriteString("name", loss.Name);
        json.WriteTexts("nodes", loss.Nodes);
        json.WriteBoolean("recovers", loss.Recovers);
        json.WriteBoolean("keepsMajority", loss.KeepsMajority);
        json.WriteItems("restarts", loss.Restarts, WriteRestart);
        json.WriteItems("unplaced", loss.Unplaced, PlanFindingsFormat.WriteSkipped);
        json.WriteNumber("down", loss.Down);
        json.WriteItems("survivors", loss.Survivors, WriteSurvivor);
        json.WriteOptional("difference", loss.Difference);
    }

    private static void WriteRestart(Utf8JsonWriter json, RestartedGuest restart)
    {
        json.WriteNumber("guest", restart.Guest);
        json.WriteString("from", restart.From);
        json.WriteString("to", restart.To);
        json.WriteBoolean("fits", restart.Fits);
    }

    private static void WriteSurvivor(Utf8JsonWriter json, SurvivorLoad survivor)
    {
        json.WriteString("node", survivor.Node);
        json.WriteNumber("memoryBytes", survivor.MemoryBytes);
        json.WriteNumber("capacityBytes", survivor.CapacityBytes);
    }
}
