using System.Text.Json;
using ProxLB.Core.Analysis;

namespace ProxLB.Core.Serialization;

/// <summary>What explanations and advice have in common: objections and the verdict on a node.</summary>
internal static class VerdictFormat
{
    public static void WriteObjection(Utf8JsonWriter json, PlacementObjection objection)
    {
        json.WriteString("constraint", objection.Constraint);
        json.WriteString("reason", objection.Reason);
    }

    public static void WriteVerdict(Utf8JsonWriter json, NodeVerdict verdict)
    {
        json.WriteString("node", verdict.Node);
        json.WriteBoolean("allowed", verdict.Allowed);
        json.WriteItems("objections", verdict.Objections, WriteObjection);
        json.WriteFigures("before", verdict.Before);
        json.WriteFigures("after", verdict.After);
        json.WriteOptionalFigure("gain", verdict.Gain);
    }
}
