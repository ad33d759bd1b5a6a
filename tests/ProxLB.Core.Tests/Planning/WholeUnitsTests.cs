using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Planning;

/// <summary>A unit may be taken back until it is complete, so whoever relies on a part of it waits for all of it.</summary>
public class WholeUnitsTests
{
    [Fact]
    public void A_step_that_waits_for_a_part_of_another_unit_waits_for_all_of_it() =>
        Assert.Equal(["", "", "0", "0 1 2"], Widened(([], 1), ([], 1), ([0], 1), ([0], 2)));

    [Fact]
    public void Within_a_unit_a_step_waits_only_for_what_it_needs() =>
        Assert.Equal(["", "", "0", "2"], Widened(([], 1), ([], 1), ([0], 1), ([2], 1)));

    [Fact]
    public void What_it_needs_of_its_own_unit_stays_beside_the_other_units() =>
        Assert.Equal(["", "", "", "", "0 1 3"], Widened(([], 1), ([], 1), ([], 2), ([], 2), ([1, 3], 2)));

    private static string[] Widened(params (int[] After, int Unit)[] steps) =>
    [
        .. WholeUnits.Widen(
            [.. steps.Select((step, k) => new PlanStep(k, 0, 1, step.Unit, Detour: false))],
            [.. steps.Select(step => (IReadOnlyList<int>)step.After)]).Select(after => string.Join(' ', after)),
    ];
}
