using ProxLB.Core.Cluster;
using static ProxLB.Host.Tests.Configuration.ConfigurationText;

namespace ProxLB.Host.Tests.Behaviours;

public sealed class ConfigurationBehaviourTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("\"1\"", true)]
    [InlineData("'yes'", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void E13_booleans_are_understood_in_all_their_spellings(string written, bool meant) =>
        Assert.Equal(meant, Balancing($"enable: {written}").Enabled);

    [Theory]
    [InlineData("2")]
    [InlineData("maybe")]
    [InlineData("y")]
    [InlineData("")]
    [InlineData("[true]")]
    public void E13_what_is_no_boolean_is_rejected_with_a_clear_message(string written)
    {
        var mistake = BalancingMistake($"enable: {written}");

        Assert.StartsWith("proxlb.yaml:6: balancing.enable: ", mistake, StringComparison.Ordinal);
        Assert.EndsWith("write true or false (yes, no, on, off, 1, 0)", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void E11_balance_types_names_the_kinds_that_may_move() =>
        Assert.Equal([GuestKind.Vm], Balancing("balance_types: ['vm']").Balancer.Rules.MovableKinds);
}
