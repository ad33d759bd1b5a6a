using System.Net;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Tests.Http;

public class AuthenticationTests
{
    [Fact]
    public async Task A_token_is_enough_for_reading_and_writing()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster);
        Assert.Equal("9.2", (await api.DataAsync("version")).GetProperty("release").GetString());
        Assert.StartsWith("UPID:pve1:", (await Migrate(api)).Data.GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody@pve!x=1", "no such token 'nobody@pve!x'")]
    [InlineData("lb@pve!proxlb=wrong", "invalid token value!")]
    public async Task A_wrong_token_is_401_with_the_reason_in_the_status_line(string token, string reason)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster, token);
        var answer = await api.GetAsync("version");
        Assert.Equal((HttpStatusCode.Unauthorized, reason, ""), (answer.Status, answer.Reason, answer.Text));
    }

    [Fact]
    public async Task Without_anything_there_is_no_ticket()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster, anonymous: true);
        var answer = await api.GetAsync("version");
        Assert.Equal((HttpStatusCode.Unauthorized, "No ticket"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task An_expired_token_is_401()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Change(world => world.Access.Tokens["lb@pve!proxlb"] =
            world.Access.Tokens["lb@pve!proxlb"] with { Expires = world.Now.AddMinutes(1) });
        using var api = new ApiClient(cluster);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("version")).Status);
        cluster.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token 'lb@pve!proxlb' access expired", (await api.GetAsync("version")).Reason);
    }

    [Fact]
    public async Task A_ticket_reads_and_writes_only_with_its_csrf_token()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster().Vm(100, "pve1"));
        using var api = new ApiClient(cluster, anonymous: true);
        var (ticket, csrf) = await LoginAsync(api);
        Assert.Equal(HttpStatusCode.OK, (await WithTicket(api, HttpMethod.Get, "version", ticket)).Status);

        var without = await WithTicket(api, HttpMethod.Post, "nodes/pve1/qemu/100/migrate", ticket);
        Assert.Equal((HttpStatusCode.Unauthorized, "Permission denied - invalid csrf token"), (without.Status, without.Reason));
        var with = await WithTicket(api, HttpMethod.Post, "nodes/pve1/qemu/100/migrate", ticket, csrf);
        Assert.Contains(":root@pam:", with.Data.GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_lives_two_hours_and_can_be_renewed_by_itself()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster, anonymous: true);
        var (first, _) = await LoginAsync(api);
        cluster.Advance(TimeSpan.FromMinutes(90));
        var (second, _) = await LoginAsync(api, password: first);
        cluster.Advance(TimeSpan.FromMinutes(40));
        var old = await WithTicket(api, HttpMethod.Get, "version", first);
        Assert.Equal((HttpStatusCode.Unauthorized, "permission denied - invalid PVE ticket"), (old.Status, old.Reason));
        Assert.Equal(HttpStatusCode.OK, (await WithTicket(api, HttpMethod.Get, "version", second)).Status);
        cluster.ExpireTickets();
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithTicket(api, HttpMethod.Get, "version", second)).Status);
    }

    [Fact]
    public async Task A_second_factor_gives_half_a_ticket_first()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        cluster.Change(world => world.Access.Users["lb@pve"] = new SimulatedUser("lb@pve", "secret") { OneTimeCode = "123456" });
        using var api = new ApiClient(cluster, anonymous: true);
        var half = (await api.PostAsync("access/ticket", ("username", "lb@pve"), ("password", "secret"))).Data;
        Assert.Equal(1, half.GetProperty("NeedTFA").GetInt32());
        var challenge = half.GetProperty("ticket").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithTicket(api, HttpMethod.Get, "version", challenge)).Status);

        var wrong = await api.PostAsync("access/ticket", ("username", "lb@pve"), ("tfa-challenge", challenge), ("password", "totp:000000"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        var full = (await api.PostAsync("access/ticket", ("username", "lb@pve"), ("tfa-challenge", challenge), ("password", "totp:123456"))).Data;
        Assert.Equal(HttpStatusCode.OK, (await WithTicket(api, HttpMethod.Get, "version", full.GetProperty("ticket").GetString()!)).Status);
    }

    [Theory]
    [InlineData("root@pam", "wrong")]
    [InlineData("nobody@pam", "simulated")]
    public async Task A_wrong_login_says_nothing_more(string user, string password)
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster, anonymous: true);
        var answer = await api.PostAsync("access/ticket", ("username", user), ("password", password));
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication failure"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_token_cannot_log_in()
    {
        await using var cluster = await Simulated.StartAsync(new SmallCluster());
        using var api = new ApiClient(cluster);
        var answer = await api.PostAsync("access/ticket", ("username", "root@pam"), ("password", ClusterSimulator.Password));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    private static Task<ApiAnswer> Migrate(ApiClient api) => api.PostAsync("nodes/pve1/qemu/100/migrate", ("target", "pve2"), ("online", "1"));

    private static async Task<(string Ticket, string Csrf)> LoginAsync(ApiClient api, string password = ClusterSimulator.Password)
    {
        var data = (await api.PostAsync("access/ticket", ("username", "root@pam"), ("password", password))).Data;
        return (data.GetProperty("ticket").GetString()!, data.GetProperty("CSRFPreventionToken").GetString()!);
    }

    private static Task<ApiAnswer> WithTicket(ApiClient api, HttpMethod method, string path, string ticket, string? csrf = null) =>
        api.SendAsync(method, path, method == HttpMethod.Get ? null : [("target", "pve2"), ("online", "1")], request =>
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"PVEAuthCookie={Uri.EscapeDataString(ticket)}");
            if (csrf is not null)
            {
                request.Headers.TryAddWithoutValidation("CSRFPreventionToken", csrf);
            }
        });
}
