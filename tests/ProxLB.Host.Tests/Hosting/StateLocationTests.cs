using ProxLB.Host.Configuration;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Tests.Hosting;

public class StateLocationTests
{
    [Theory]
    [InlineData("/var/lib/proxlb", "/var/lib/proxlb")]
    [InlineData("/var/lib/a:/var/lib/b", "/var/lib/a")]
    public void The_folder_that_systemd_names_is_taken(string named, string expected) =>
        Assert.Equal(expected, StateLocation.Of(HostConfiguration.Defaults(), Environment(named)));

    [Fact]
    public void A_configured_folder_comes_first()
    {
        var configuration = HostConfiguration.Defaults();
        configuration.Service.StateDirectory = "/srv/state";

        Assert.Equal("/srv/state", StateLocation.Of(configuration, Environment("/var/lib/proxlb")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_one_it_depends_on_the_user(string? named) =>
        Assert.Equal(
            System.Environment.IsPrivilegedProcess ? "/var/lib/proxlb" : "/home/x/proxlb",
            StateLocation.Of(HostConfiguration.Defaults(), name => name == "XDG_STATE_HOME" ? "/home/x" : Environment(named)(name)));

    private static Func<string, string?> Environment(string? stateDirectory) => name => name == "STATE_DIRECTORY" ? stateDirectory : null;
}
