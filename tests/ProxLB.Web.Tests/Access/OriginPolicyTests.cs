using Microsoft.AspNetCore.Http;
using ProxLB.Web.Access;

namespace ProxLB.Web.Tests.Access;

public class OriginPolicyTests
{
    private readonly OriginPolicy _policy = new(["https://pve1.example.com:8006/"]);

    [Theory]
    [InlineData("https://pve1.example.com:8006", true)]
    [InlineData("https://pve1.example.com:8095", true)]
    [InlineData("http://pve1.example.com:8095", false)]
    [InlineData("https://pve2.example.com:8006", false)]
    [InlineData("https://pve1.example.com:80060", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void The_service_itself_and_configured_origins_are_let_in(string origin, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "https";
        request.Host = new HostString("pve1.example.com", 8095);
        request.Headers.Origin = origin;

        Assert.Equal(allowed, _policy.Allows(request));
    }

    [Fact]
    public void Without_an_origin_no_web_page_has_sent_it() => Assert.True(_policy.Allows(new DefaultHttpContext().Request));

    [Fact]
    public void Two_origins_are_none()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Origin = new(["https://pve1.example.com:8006", "https://pve1.example.com:8006"]);

        Assert.False(_policy.Allows(request));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("pve1.example.com")]
    [InlineData("https://pve1.example.com/path")]
    [InlineData("ftp://pve1.example.com")]
    public void What_is_no_origin_is_refused(string origin) => Assert.Throws<ArgumentException>(() => new OriginPolicy([origin]));
}
