using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Terminal;

public sealed class TerminalCapabilitiesTests
{
    [Fact]
    public void A_pipe_gets_no_colour_and_80_columns() =>
        Assert.Equal(new(80, Colour: false, Interactive: false), Detect(redirected: true));

    [Fact]
    public void A_pipe_takes_its_width_from_the_environment() =>
        Assert.Equal(132, Detect(redirected: true, ("COLUMNS", "132")).Width);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("wide")]
    public void A_width_that_is_none_is_passed_over(string columns) =>
        Assert.Equal(80, Detect(redirected: true, ("COLUMNS", columns)).Width);

    [Fact]
    public void A_terminal_gets_colour_and_bars()
    {
        var terminal = Detect(redirected: false, ("TERM", "xterm-256color"));

        Assert.True(terminal.Colour);
        Assert.True(terminal.Interactive);
    }

    [Fact]
    public void NO_COLOR_takes_the_colour_and_leaves_the_bars()
    {
        var terminal = Detect(redirected: false, ("TERM", "xterm"), ("NO_COLOR", "1"));

        Assert.False(terminal.Colour);
        Assert.True(terminal.Interactive);
    }

    [Fact]
    public void A_dumb_terminal_gets_neither()
    {
        var terminal = Detect(redirected: false, ("TERM", "dumb"));

        Assert.False(terminal.Colour);
        Assert.False(terminal.Interactive);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(4509715661, "4.2 GiB")]
    [InlineData(214748364800, "200 GiB")]
    public void Bytes_are_written_in_binary_units(long bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));

    [Theory]
    [InlineData(4.2, "4.2 s")]
    [InlineData(75, "75 s")]
    [InlineData(600, "10 min")]
    [InlineData(7500, "2 h 5 min")]
    public void Durations_are_written_in_the_unit_that_says_enough(double seconds, string expected) =>
        Assert.Equal(expected, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Runs_of_VMIDs_are_written_as_ranges() =>
        Assert.Equal("100-103, 105, 106, 200", Figures.Ids([200, 101, 100, 103, 102, 105, 106]));

    private static TerminalCapabilities Detect(bool redirected, params (string Name, string Value)[] environment) =>
        TerminalCapabilities.Detect(redirected, name => environment.FirstOrDefault(entry => entry.Name == name).Value);
}
