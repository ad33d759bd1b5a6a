using ProxLB.Proxmox.Api;

namespace ProxLB.Proxmox.Tests.Api;

public sealed class HostEndpointTests
{
    [Theory]
    [InlineData("pve1", "pve1", 8006)]
    [InlineData(" pve1.lan ", "pve1.lan", 8006)]
    [InlineData("pve1:443", "pve1", 443)]
    [InlineData("10.0.0.1", "10.0.0.1", 8006)]
    [InlineData("10.0.0.1:8007", "10.0.0.1", 8007)]
    [InlineData("[fd00::1]", "fd00::1", 8006)]
    [InlineData("[fd00::1]:443", "fd00::1", 443)]
    [InlineData("fd00::1:8006", "fd00::1", 8006)]
    [InlineData("fd00::abcd", "fd00::abcd", 8006)]
    [InlineData("::1", "::1", 8006)]
    [InlineData("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:1", 8006)]
    [InlineData("2001:db8:0:0:0:0:0:1:8443", "2001:db8:0:0:0:0:0:1", 8443)]
    [InlineData("https://pve1:8006/", "pve1", 8006)]
    public void Every_spelling_is_understood(string text, string host, int port)
    {
        Assert.True(HostEndpoint.TryParse(text, out var endpoint));
        Assert.Equal(host, endpoint.Host);
        Assert.Equal(port, endpoint.Port);
        Assert.Equal(port, endpoint.BaseAddress.Port);
        Assert.Equal("/api2/json/", endpoint.BaseAddress.AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("pve1:")]
    [InlineData("pve1:0")]
    [InlineData("pve1:70000")]
    [InlineData("pve1:abc")]
    [InlineData("http://pve1")]
    [InlineData("pve 1")]
    [InlineData("[fd00::1")]
    [InlineData("[fd00::1]8006")]
    [InlineData("[pve1]")]
    [InlineData("a:b:c")]
    public void What_is_no_host_is_refused(string? text) => Assert.False(HostEndpoint.TryParse(text, out _));
}
