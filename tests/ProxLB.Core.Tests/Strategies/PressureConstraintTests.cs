using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Strategies;

/// <summary>Where thresholds of guests are set, mode <c>psi</c> moves hot guests for balance and no others.</summary>
public class PressureConstraintTests
{
    [Fact]
    public void Only_a_hot_guest_moves_for_balance()
    {
        var planned = Planned.For(Pressed(), Options());

        Assert.Equal([102], planned.Moved);
        Assert.Contains(planned.Plan.Skipped, s => s.Guest == 101 && s.Reason.Contains("psi.guests", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_thresholds_of_guests_any_guest_may_move()
    {
        var planned = Planned.For(Pressed(), Options(o => o.Measure.Pressure!.Guests.Clear()));

        Assert.DoesNotContain(planned.Plan.Skipped, s => s.Guest == 101);
    }

    [Fact]
    public void A_drain_moves_guests_that_are_not_hot_and_all_of_them() =>
        Assert.Equal([101, 102], Planned.For(Pressed(), Options(), Planned.Drain("n1")).Moved);

    [Fact]
    public void An_overloaded_node_is_relieved_of_guests_that_are_not_hot()
    {
        var full = new ClusterBuilder()
            .Node("n1", memoryGiB: 32, with: n => n with { Pressure = new PressureFigures { MemorySome = 2 } })
            .Node("n2", memoryGiB: 64, with: n => n with { Pressure = new PressureFigures { MemorySome = 2 } })
            .Guest(101, "n1", memoryGiB: 20).Guest(102, "n1", memoryGiB: 20);

        Assert.Single(Planned.For(full, Options()).Moved);
    }

    private static ClusterBuilder Pressed() => new ClusterBuilder()
        .Node("n1", with: n => n with { Pressure = new PressureFigures { MemorySome = 40 } })
        .Node("n2", with: n => n with { Pressure = new PressureFigures { MemorySome = 2 } })
        .Guest(101, "n1", with: g => g with { Pressure = new PressureFigures { MemorySome = 18 } })
        .Guest(102, "n1", with: g => g with { Pressure = new PressureFigures { MemorySome = 20 } });

    private static BalancerOptions Options(Action<BalancerOptions>? with = null) => Planned.Options(with: o =>
    {
        o.Measure.Mode = MeasureMode.Psi;
        o.Measure.Pressure = new PressureOptions
        {
            Nodes = { ["memory"] = new PressureThresholds { Some = 30 } },
            Guests = { ["memory"] = new PressureThresholds { Some = 19 } },
        };
        with?.Invoke(o);
    });
}
