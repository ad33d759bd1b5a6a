using ProxLB.Core.Strategies;

namespace ProxLB.Core.Tests.Strategies;

/// <summary>Hot is: some and full reach their thresholds, or spikes reach theirs; what is missing is left out.</summary>
public class PressureHeatTests
{
    [Theory]
    [InlineData(10.0, 5.0, 0.0, true)]
    [InlineData(9.9, 5.0, 0.0, false)]
    [InlineData(10.0, 4.9, 0.0, false)]
    [InlineData(0.0, 0.0, 20.0, true)]
    [InlineData(0.0, 0.0, 19.9, false)]
    [InlineData(10.0, null, 0.0, true)]
    [InlineData(null, 5.0, 0.0, true)]
    [InlineData(null, null, 0.0, false)]
    [InlineData(null, null, null, false)]
    public void All_three_figures_are_judged(double? some, double? full, double? spikes, bool hot) =>
        Assert.Equal(hot, PressureHeat.IsHot(new PressureThresholds { Some = 10, Full = 5, Spikes = 20 }, some, full, spikes));

    [Fact]
    public void A_threshold_that_is_not_set_is_left_out()
    {
        Assert.True(PressureHeat.IsHot(new PressureThresholds { Some = 10 }, 10, 0, 0));
        Assert.True(PressureHeat.IsHot(new PressureThresholds { Full = 5 }, 0, 5, 0));
        Assert.False(PressureHeat.IsHot(new PressureThresholds(), 99, 99, 99));
    }
}
