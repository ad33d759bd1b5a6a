using ProxLB.Core.Strategies;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The key <c>balancing.psi</c>: when a node or a guest counts as hot.</summary>
internal static class PressureKeys
{
    private static readonly ConfigurationKey<PressureThresholds>[] Thresholds =
    [
        new("pressure_some", (target, value) => target.Some = value.Number(0, 100)),
        new("pressure_full", (target, value) => target.Full = value.Number(0, 100)),
        new("pressure_spikes", (target, value) => target.Spikes = value.Number(0, 100)),
    ];

    private static readonly ConfigurationKey<Dictionary<string, PressureThresholds>>[] Dimensions =
        [Dimension("memory"), Dimension("cpu"), Dimension("disk")];

    private static readonly ConfigurationKey<PressureOptions>[] Sides =
    [
        new("nodes", (target, value) => value.Fields(target.Nodes, Dimensions)),
        new("guests", (target, value) => value.Fields(target.Guests, Dimensions)),
    ];

    public static void Read(HostConfiguration target, ConfigurationValue value) =>
        target.Balancer.Measure.Pressure = value.IsNull ? null : value.Fields(new PressureOptions(), Sides);

    private static ConfigurationKey<Dictionary<string, PressureThresholds>> Dimension(string name) =>
        new(name, (target, value) => target[name] = value.Fields(new PressureThresholds(), Thresholds));
}
