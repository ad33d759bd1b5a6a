using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>In mode <c>psi</c> lets only hot guests move for balance, where thresholds of guests are configured: the others do not cause what is to end.</summary>
/// <remarks>A guest without figures is not known to be hot and stays. Drains, broken required rules and overloaded nodes move guests all the same; so it binds after the rules.</remarks>
/// <param name="measure">The mode and its thresholds.</param>
/// <param name="balances">Whether this run moves guests for balance at all.</param>
/// <param name="limits">Measures what nodes can hold.</param>
internal sealed class PressureConstraint(MeasureOptions measure, bool balances, IBalancingStrategy limits) : IPlacementConstraint
{
    public string Name => PlacementConstraints.Pressure;

    public void Bind(PlacementContext context)
    {
        if (!balances || measure.Mode != MeasureMode.Psi || measure.Pressure is not { Guests.Count: > 0 } pressure)
        {
            return;
        }

        var needed = context.GuestsOfBrokenRules();
        for (var g = 0; g < needed.Length; g++)
        {
            needed[g] |= !context.AllowedOf(g).Contains(context.Placement[g]) || IsHot(context.Cluster.Guests[g], pressure);
        }

        OverloadRelief.Add(context, limits, needed, _ => false);
        for (var g = 0; g < needed.Length; g++)
        {
            if (!needed[g] && context.MayMove(g))
            {
                context.Hold(g, "Its pressure is below the thresholds of psi.guests, so that it is not moved for balance.");
            }
        }
    }

    private static bool IsHot(Guest guest, PressureOptions pressure) => pressure.Guests.Any(limits =>
    {
        var (some, full, spikes) = PressureHeat.Figures(guest.Pressure, limits.Key);
        return PressureHeat.IsHot(limits.Value, some, full, spikes);
    });
}
