using System.Net;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Api;

public sealed class TransportTests
{
    [Fact]
    public async Task A_token_stands_in_every_call_and_needs_no_login()
    {
        var cluster = Recordings.Cluster();
        using var provider = Providers.Over(cluster);

        await provider.CaptureAsync(default);

        Assert.All(cluster.Calls, call => Assert.Equal($"PVEAPIToken lb@pve!bal={Providers.Secret}", call.Headers["Authorization"]));
        Assert.DoesNotContain(cluster.Calls, call => call.Method != "GET");
        Assert.Equal(cluster.Calls.Count, provider.Calls);
    }

    [Fact]
    public async Task A_ticket_is_had_once_and_sent_as_a_cookie()
    {
        var cluster = Recordings.Cluster().On("POST /access/ticket", """{"username":"lb@pve","ticket":"PVE:lb@pve:66F0::abc+/=","CSRFPreventionToken":"66F0:csrf"}""");
        using var provider = Providers.Over(cluster, TicketOptions());

        await provider.CaptureAsync(default);

        var login = Assert.Single(cluster.Calls, call => call.Method == "POST");
        Assert.Contains("username=lb%40pve", login.Body, StringComparison.Ordinal);
        Assert.All(cluster.Calls.Where(call => call != login), call =>
        {
            Assert.Equal("PVEAuthCookie=PVE%3Alb%40pve%3A66F0%3A%3Aabc%2B%2F%3D", call.Headers["Cookie"]);
            Assert.False(call.Headers.ContainsKey("CSRFPreventionToken"));
        });
    }

    [Fact]
    public async Task A_ticket_is_renewed_by_itself_before_it_expires()
    {
        var time = new ManualTimeProvider();
        var cluster = Recordings.Cluster().On("POST /access/ticket", """{"ticket":"PVE:first","CSRFPreventionToken":"csrf"}""");
        using var provider = Providers.Over(cluster, TicketOptions(), time);
        await provider.CaptureAsync(default);

        time.Advance(TimeSpan.FromMinutes(100));
        await provider.CaptureAsync(default);

        var logins = cluster.Calls.Where(call => call.Method == "POST").ToList();
        Assert.Equal(2, logins.Count);
        Assert.Contains("password=PVE%3Afirst", logins[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_expired_is_replaced_by_a_login_and_the_call_repeated()
    {
        var cluster = Recordings.Cluster();
        var tickets = 0;
        cluster.On("POST /access/ticket", _ => RecordedCluster.Json($$$"""{"data":{"ticket":"PVE:{{{++tickets}}}","CSRFPreventionToken":"csrf"}}"""));
        cluster.On("GET /storage", call => call.Headers["Cookie"].EndsWith("PVE%3A1", StringComparison.Ordinal)
            ? RecordedCluster.Error(401, "permission denied - invalid PVE ticket")
            : RecordedCluster.Json("""{"data":[]}"""));
        using var provider = Providers.Over(cluster, TicketOptions());

        var snapshot = await provider.CaptureAsync(default);

        Assert.Empty(snapshot.Unknown);
        Assert.Equal(2, tickets);
    }

    [Fact]
    public async Task A_second_factor_is_refused_with_advice()
    {
        var cluster = Recordings.Cluster().On("POST /access/ticket", """{"ticket":"PVE:!tfa!{}","NeedTFA":1,"CSRFPreventionToken":"x"}""");
        using var provider = Providers.Over(cluster, TicketOptions());

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.CaptureAsync(default));

        Assert.Contains("second factor", error.Message, StringComparison.Ordinal);
        Assert.Contains("API token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_wrong_token_is_one_clear_line()
    {
        var cluster = new RecordedCluster { Otherwise = _ => RecordedCluster.Error(401, "No ticket") };
        using var provider = Providers.Over(cluster);

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.CaptureAsync(default));

        Assert.Equal("The credentials of the API token lb@pve!bal are refused by pve1:8006 (No ticket). Check user, token and secret or password, and that the token has not expired.", error.Message);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("later")]
    public async Task A04_the_next_host_is_used_when_one_fails_at_start_and_at_run_time(string moment)
    {
        var isDown = moment == "first";
        var cluster = Recordings.Cluster();
        var log = new LogSink();
        using var provider = Providers.Over(host => new BreakableHandler(cluster, () => isDown && host.Host == "pve1"), Providers.Options("pve1", "pve2"), loggers: log);
        if (moment == "later")
        {
            await provider.CaptureAsync(default);
            isDown = true;
        }

        var snapshot = await provider.CaptureAsync(default);

        Assert.Empty(snapshot.Unknown);
        Assert.Contains(cluster.Calls, call => call.Host == "pve2:8006");
        Assert.Contains("Host pve2:8006 is used from now on", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_failed_is_not_asked_first_until_it_has_rested()
    {
        var time = new ManualTimeProvider();
        var isDown = true;
        var tries = 0;
        var cluster = Recordings.Cluster();
        using var provider = Providers.Over(
            host => host.Host == "pve1" ? new BreakableHandler(cluster, () => { tries++; return isDown; }) : cluster, Providers.Options("pve1", "pve2"), time);
        await provider.DiagnoseAsync(default);
        var triesAtFirst = tries;

        await provider.GetHaMasterAsync(default);

        Assert.Equal(1, triesAtFirst);
        Assert.Equal(1, tries);
        isDown = false;
        time.Advance(TimeSpan.FromMinutes(2));
        await provider.GetHaMasterAsync(default);
        Assert.Equal(1, tries); // the one that answers stays in use
    }

    [Fact]
    public async Task The_first_trusted_host_vouches_for_the_fingerprints_of_the_others()
    {
        var options = Providers.Options("pve1", "pve2");
        options.Fingerprint = new string('A', 64);
        var cluster = Recordings.Cluster().On("GET /nodes", $$"""[{"node":"pve1","ssl_fingerprint":"{{new string('A', 64)}}"},{"node":"pve2","ssl_fingerprint":"{{new string('B', 64)}}"}]""");
        using var provider = Providers.Over(cluster, options);

        await provider.CaptureAsync(default);

        Assert.Single(cluster.Calls, call => call.Line == "GET /nodes");
    }

    [Fact]
    public void A_fingerprint_is_learnt_only_where_fingerprints_are_trusted()
    {
        using var certificate = SelfSigned();
        var fingerprint = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var pinned = new ProxLB.Proxmox.Api.CertificateTrust(new ProxmoxOptions { Fingerprint = new string('A', 64) });
        var plain = new ProxLB.Proxmox.Api.CertificateTrust(new ProxmoxOptions());

        Assert.NotNull(pinned.Refuse(certificate, null, System.Net.Security.SslPolicyErrors.None));
        pinned.Learn(fingerprint);
        plain.Learn(fingerprint);

        Assert.Null(pinned.Refuse(certificate, null, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.NotNull(plain.Refuse(certificate, null, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Fact]
    public async Task All_hosts_down_is_one_clear_line_that_names_each()
    {
        using var provider = Providers.Over(new BreakableHandler(Recordings.Cluster(), () => true), Providers.Options("pve1", "[fd00::2]:443"));

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.CaptureAsync(default));

        Assert.Equal("No host of the cluster answers GET /version: pve1:8006 (Connection refused), [fd00::2]:443 (Connection refused). Check the hosts, their port and the network.", error.Message);
    }

    /// <summary>What concerns no node is answered by a service of the host itself, and that may be down or hang while its proxy goes on.</summary>
    [Theory]
    [InlineData(595, "Connection refused")]
    [InlineData(596, "Connection timed out")]
    public async Task A04_a_host_whose_own_service_does_not_answer_is_passed_over(int status, string reason)
    {
        var (hung, well) = (Recordings.Cluster().On("GET /cluster/status", _ => RecordedCluster.Error(status, reason)), Recordings.Cluster());
        using var provider = Providers.Over(host => host.Host == "pve1" ? hung : well, Providers.Options("pve1", "pve2"));

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal(3, snapshot.Nodes.Count);
        Assert.Contains(well.Calls, call => call.Line == "GET /cluster/status");
    }

    [Fact]
    public async Task Hosts_are_tried_again_after_a_wait()
    {
        var time = new ManualTimeProvider();
        var failures = 2;
        var options = Providers.Options("pve1");
        options.Retries = 2;
        using var provider = Providers.Over(new BreakableHandler(Recordings.Cluster(), () => failures-- > 0), options, time);

        var diagnosis = await time.RunAsync(provider.DiagnoseAsync(default));

        Assert.Equal("pve1:8006", diagnosis.Host);
        Assert.True(time.GetUtcNow() - ClusterBuilder.Epoch > TimeSpan.FromSeconds(2)); // 1 s and 2 s, less a quarter at most
    }

    [Fact]
    public async Task A07_a_call_that_is_not_answered_in_time_leaves_its_datum_unknown()
    {
        var network = new ManualTimeProvider();
        using var silent = new SilentHandler(Recordings.Cluster(), "/storage");
        var options = Providers.Options();
        options.MaxParallelCalls = 1; // no other call is under way when time passes
        using var provider = Providers.Over(_ => silent, options, network: network);

        var capture = provider.CaptureAsync(default);
        await silent.Asked;
        network.Advance(options.CallTimeout);
        var snapshot = await capture;

        Assert.Contains("storages", snapshot.Unknown);
        Assert.Equal(3, snapshot.Guests.Count);
    }

    /// <summary>Proxmox answers so after half a minute, for each call: hundreds of guests would take a quarter of an hour.</summary>
    [Theory]
    [InlineData(595, 1)]
    [InlineData(596, 1)]
    [InlineData(500, 2)]
    public async Task A07_a_node_that_is_silent_for_one_guest_is_not_asked_for_the_others(int status, int asked)
    {
        var cluster = Recordings.Cluster()
            .On("GET /nodes/pve1/qemu/100/config", _ => RecordedCluster.Error(status, "Connection timed out"))
            .On("GET /nodes/pve1/lxc/101/config", _ => RecordedCluster.Error(status, "Connection timed out"));
        using var provider = Providers.Over(cluster);

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal(asked, cluster.Calls.Count(call => call.Path.StartsWith("/nodes/pve1/", StringComparison.Ordinal) && call.Path.EndsWith("/config", StringComparison.Ordinal)));
        Assert.All(snapshot.Guests, guest => Assert.Equal(guest.Node == "pve1", guest.Unknown.Contains("config")));
    }

    [Fact]
    public async Task A07_a_node_that_falls_silent_on_the_way_is_soon_asked_no_more()
    {
        var guests = Enumerable.Range(1000, 100).Select(id => $$"""{"id":"qemu/{{id}}","type":"qemu","vmid":{{id}},"node":"pve1","status":"running","maxmem":1073741824}""");
        var cluster = Recordings.Cluster().On("GET /cluster/resources", Recordings.Resources[..^1] + "," + string.Join(',', guests) + "]");
        cluster.Otherwise = call => RecordedCluster.Error(call.Path.EndsWith("/config", StringComparison.Ordinal) ? 596 : 501, "Connection timed out");
        using var slow = new SlowHandler(cluster);
        using var provider = Providers.Over(_ => slow);

        var snapshot = await provider.CaptureAsync(default);

        Assert.InRange(cluster.Calls.Count(call => call.Path.EndsWith("/config", StringComparison.Ordinal)), 3, 20);
        Assert.Equal(100, snapshot.Guests.Count(guest => guest.Unknown.Contains("config")));
    }

    [Fact]
    public async Task A07_a_node_that_is_silent_for_the_history_of_one_guest_is_not_asked_for_that_of_the_others()
    {
        var cluster = Recordings.Cluster().On("GET /nodes/pve1/rrddata", "[]");
        cluster.Otherwise = call => RecordedCluster.Error(call.Path.StartsWith("/nodes/pve1/", StringComparison.Ordinal) && call.Path.EndsWith("/rrddata", StringComparison.Ordinal) ? 596 : 501, "Connection timed out");
        var options = Providers.Options();
        options.ReadGuestPressure = true;
        using var provider = Providers.Over(cluster, options);

        await provider.CaptureAsync(default);

        Assert.Single(cluster.Calls, call => call.Path is "/nodes/pve1/qemu/100/rrddata" or "/nodes/pve1/lxc/101/rrddata");
    }

    [Fact]
    public async Task A_call_whose_login_was_lost_was_not_sent_and_goes_to_the_next_host()
    {
        const string Login = "POST /access/ticket";
        const string Ticket = """{"ticket":"PVE:t","CSRFPreventionToken":"csrf"}""";
        var (first, second) = (RecordedMigration.Cluster().On(Login, Ticket), RecordedMigration.Cluster().On(Login, Ticket));
        var task = $"/nodes/pve1/tasks/{Uri.EscapeDataString(RecordedMigration.Upid)}";
        second.On($"DELETE {task}", "null");
        var time = new ManualTimeProvider();
        var options = Providers.Options("pve1", "pve2");
        (options.TokenId, options.TokenSecret, options.Password) = (null, null, "secret");
        using var provider = Providers.Over(host => host.Host == "pve1" ? first : second, options, time, network: time);
        await provider.CaptureAsync(default);
        first.On(Login, _ => RecordedCluster.Error(502, "Bad Gateway"));
        time.Advance(TimeSpan.FromHours(3));

        await provider.CancelMigrationAsync(RecordedMigration.Ticket, default);

        Assert.DoesNotContain(first.Calls, call => call.Method == "DELETE");
        Assert.Single(second.Calls, call => call.Method == "DELETE");
    }

    [Fact]
    public async Task A_captive_portal_is_named_as_such()
    {
        var cluster = new RecordedCluster { Otherwise = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Please log in</html>", null, "text/html") } };
        using var provider = Providers.Over(cluster);

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.CaptureAsync(default));

        Assert.Contains("something else than Proxmox VE answers", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A01_a_missing_privilege_is_named_with_the_command_that_grants_it()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/status", _ => RecordedCluster.Error(403, "Permission check failed (/, Sys.Audit)"));
        using var provider = Providers.Over(cluster);

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => provider.CaptureAsync(default));

        Assert.Contains("Permission check failed (/, Sys.Audit)", error.Message, StringComparison.Ordinal);
        Assert.Contains("pveum acl modify / --tokens 'lb@pve!bal' --roles ProxLB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "VM is locked (backup)", """{"data":null}""", "VM is locked (backup)")]
    [InlineData(500, "Internal", """{"data":null,"message":"VM is locked (backup)\n"}""", "VM is locked (backup)")]
    [InlineData(400, "Parameter verification failed.", """{"data":null,"errors":{"target":"target is local node."}}""", "Parameter verification failed: target: target is local node.")]
    [InlineData(500, "", "", "status 500")]
    public void The_text_of_an_error_is_found_wherever_it_stands(int status, string reason, string body, string expected) =>
        Assert.Equal(expected, ProxLB.Proxmox.Api.ErrorText.From(status, reason, System.Text.Encoding.UTF8.GetBytes(body)));

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 SelfSigned()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=pve2", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(ClusterBuilder.Epoch, ClusterBuilder.Epoch.AddYears(1));
    }

    private static ProxmoxOptions TicketOptions()
    {
        var options = Providers.Options();
        (options.TokenId, options.TokenSecret, options.Password) = (null, null, "pass word");
        return options;
    }

    private sealed class BreakableHandler(HttpMessageHandler inner, Func<bool> isDown) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isDown() ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused") : base.SendAsync(request, cancellationToken);
    }

    /// <summary>No answer is there before others have been asked too.</summary>
    private sealed class SlowHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class SilentHandler(HttpMessageHandler inner, string path) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
            {
                _asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken); // until the call is given up
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
