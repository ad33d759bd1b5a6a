using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>The figures of a placement in a plan file.</summary>
internal static class PlacementStateFormat
{
    public static PlacementState Missing { get; } = new() { Spread = Empty.Measures, Nodes = [] };

    public static PlacementState Read(JsonFields state) => new()
    {
        Spread = state.NumberMap("spread", NumberRange.Any, Presence.Required) ?? Empty.Measures,
        Imbalance = state.Number("imbalance", NumberRange.Any) ?? 0,
        Distance = state.Number("distance", NumberRange.Any) ?? 0,
        NativeImbalancePercent = state.Number("nativeImbalancePercent", NumberRange.Any, Presence.Nullable),
        Terms = state.Items("terms", ReadTerm),
        Nodes = state.Items("nodes", ReadNode, Presence.Required),
    };

    public static void Write(Utf8JsonWriter json, PlacementState state)
    {
        json.WriteFigures("spread", state.Spread);
        json.WriteFigure("imbalance", state.Imbalance);
        json.WriteFigure("distance", state.Distance);
        json.WriteOptionalFigure("nativeImbalancePercent", state.NativeImbalancePercent);
        json.WriteOptionalItems("terms", state.Terms, WriteTerm);
        json.WriteItems("nodes", state.Nodes, WriteNode);
    }

    private static NodeState ReadNode(JsonFields node) => new()
    {
        Name = node.RequiredText("name"),
        Eligible = node.Flag("eligible") ?? false,
        Utilisation = node.NumberMap("utilisation", NumberRange.Any, Presence.Required) ?? Empty.Measures,
        Guests = node.Int32("guests", Presence.Required) ?? 0,
    };

    private static void WriteNode(Utf8JsonWriter json, NodeState node)
    {
        json.WriteString("name", node.Name);
        json.WriteBoolean("eligible", node.Eligible);
        json.WriteFigures("utilisation", node.Utilisation);
        json.WriteNumber("guests", node.Guests);
    }

    private static ScoreTerm ReadTerm(JsonFields term) => new(
        term.RequiredText("term"),
        term.Number("weight", NumberRange.Any, Presence.Required) ?? 0,
        term.Number("value", NumberRange.Any, Presence.Required) ?? 0,
        term.Number("contribution", NumberRange.Any, Presence.Required) ?? 0);

    private static void WriteTerm(Utf8JsonWriter json, ScoreTerm term)
    {
        json.WriteString("term", term.Term);
        json.WriteFigure("weight", term.Weight);
        json.WriteFigure("value", term.Value);
        json.WriteFigure("contribution", term.Contribution);
    }
}
