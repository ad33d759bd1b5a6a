using System.Text.Json;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Api;

/// <summary>A secret is planted and searched in all that a full run gives out.</summary>
public sealed class SecretTests
{
    private const string Password = "planted-pass/word+1";
    private const string Ticket = "PVE:lb@pve:66F0A1B2::plantedticket";

    [Theory]
    [InlineData(true, "good")]
    [InlineData(true, "refused")]
    [InlineData(true, "down")]
    [InlineData(false, "good")]
    [InlineData(false, "refused")]
    [InlineData(false, "echo")]
    public async Task No_output_shows_a_secret(bool usesToken, string run)
    {
        var options = Providers.Options();
        if (!usesToken)
        {
            (options.TokenId, options.TokenSecret, options.Password) = (null, null, Password);
        }

        var cluster = RecordedMigration.Cluster().On("POST /access/ticket", $$"""{"ticket":"{{Ticket}}","CSRFPreventionToken":"66F0:plantedcsrf"}""")
            .WithTask(RecordedMigration.Upid, """{"status":"stopped","exitstatus":"OK"}""").WithGuestOn(100, "pve1", "pve1").On("GET /nodes/pve1/tasks", "[]");
        if (run == "refused")
        {
            cluster = new RecordedCluster { Otherwise = _ => RecordedCluster.Error(401, "authentication failure") };
        }
        else if (run == "down")
        {
            cluster = new RecordedCluster { Otherwise = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused") };
        }
        else if (run == "echo")
        {
            cluster.On("GET /cluster/options", _ => RecordedCluster.Error(500, "got timeout"));
        }

        var log = new LogSink();
        var output = new List<string?> { options.ToString() };
        using (var provider = Providers.Over(cluster, options, new ManualTimeProvider(), log))
        {
            output.Add(provider.ToString());
            foreach (var step in (Func<Task<object?>>[])
                [
                    async () => await provider.DiagnoseAsync(default),
                    async () => await provider.CaptureAsync(default),
                    async () => await provider.CheckAsync(RecordedMigration.Vm, default),
                    async () => await provider.StartMigrationAsync(RecordedMigration.Vm, default),
                    async () => await provider.GetMigrationAsync(RecordedMigration.Ticket, default),
                    async () => await provider.FindMigrationAsync(RecordedMigration.Vm, DateTimeOffset.UnixEpoch, default),
                ])
            {
                try
                {
                    var result = await step();
                    output.Add(result?.ToString());
                    output.Add(JsonSerializer.Serialize(result));
                }
                catch (Exception exception) when (exception is ClusterUnreachableException or MigrationRefusedException)
                {
                    output.Add(exception.ToString());
                }
            }
        }

        output.AddRange(log.Lines);
        var all = string.Join('\n', output);
        Assert.NotEmpty(cluster.Calls);
        foreach (var secret in (string[])[Providers.Secret, Password, Uri.EscapeDataString(Password), "plantedticket", "plantedcsrf"])
        {
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Wrong_options_name_every_defect_and_no_secret()
    {
        var options = new ProxmoxOptions { Hosts = ["pve1:99999", "ok"], User = "norealm", TokenId = "x", TokenSecret = "planted\n", Fingerprint = "abc", MaxParallelCalls = 0, BandwidthLimit = 5, CaFile = "/does/not/exist" };
        options.Measure.Statistic = "median";

        var error = Assert.Throws<ArgumentException>(() => ProxmoxClusterProvider.Create(options));

        foreach (var part in (string[])["pve1:99999", "norealm", "control characters", "'abc'", "MaxParallelCalls", "BandwidthLimit", "/does/not/exist", "median"])
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("planted", error.Message, StringComparison.Ordinal);
    }
}
