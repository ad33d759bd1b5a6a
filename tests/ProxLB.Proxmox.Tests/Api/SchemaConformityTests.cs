using System.Text.Json;
using System.Web;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Api;

/// <summary>Every call and parameter that is sent is one that the version declares. Skipped where the schemas are not beside the repository.</summary>
public sealed class SchemaConformityTests
{
    // What the API takes from everywhere, or what the declared schemas leave out though the server knows it.
    private static readonly HashSet<string> Undeclared = new(StringComparer.Ordinal) { "GET /cluster/ha/status/manager_status" };

    [SchemaTheory]
    [InlineData("7.4")]
    [InlineData("8.4")]
    [InlineData("9.0")]
    [InlineData("9.1")]
    [InlineData("9.2")]
    public async Task Nothing_unknown_is_ever_sent(string version)
    {
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(SchemaTheoryAttribute.Folder!, $"{version}.json")));
        var templates = schema.RootElement.EnumerateObject().ToDictionary(call => call.Name, call => call.Value, StringComparer.Ordinal);
        var calls = await FullRunAsync(version);
        Assert.True(calls.Count > 20);

        foreach (var call in calls)
        {
            var template = templates.Keys.FirstOrDefault(key => Matches(key, call.Line));
            if (template is null)
            {
                Assert.True(Undeclared.Contains(call.Line), $"{call.Line} is not declared by {version}");
                continue;
            }

            var declared = templates[template].GetProperty("parameters").TryGetProperty("properties", out var properties)
                ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
                : [];
            var sent = HttpUtility.ParseQueryString(call.Query).AllKeys.Concat(HttpUtility.ParseQueryString(call.Body).AllKeys).OfType<string>();
            Assert.All(sent, name => Assert.True(declared.Contains(name), $"{call.Line}: {version} knows no parameter {name}"));
        }
    }

    private static async Task<IReadOnlyList<RecordedCluster.Call>> FullRunAsync(string version)
    {
        var options = Providers.Options();
        options.ReadGuestPressure = true;
        options.BandwidthLimit = 1 << 20;
        options.StorageMap["local-lvm"] = "ceph";
        var cluster = RecordedMigration.Cluster(version + ".5")
            .On("POST /access/ticket", """{"ticket":"PVE:x","CSRFPreventionToken":"y"}""")
            .On("GET /cluster/metrics/export", """{"data":[]}""")
            .On("GET /nodes/pve2/qemu/102/config", """{"hostpci0":"mapping=gpu","usb0":"mapping=stick","virtiofs0":"share"}""")
            .On("GET /cluster/tasks", $$"""[{"upid":"{{RecordedMigration.Upid}}","node":"pve1","type":"qmigrate","id":"100","starttime":1}]""")
            .On("GET /nodes/pve1/tasks", "[]").On("GET /nodes/pve2/tasks", "[]")
            .WithTask(RecordedMigration.Upid, """{"status":"running"}""").WithLog(RecordedMigration.Upid, "[]")
            .WithTask(RecordedMigration.HaUpid, """{"status":"stopped","exitstatus":"OK"}""")
            .On($"DELETE /nodes/pve1/tasks/{Uri.EscapeDataString(RecordedMigration.Upid)}", "null");
        using var provider = Providers.Over(cluster, options);
        await provider.DiagnoseAsync(default);
        await provider.GetHaMasterAsync(default);
        var snapshot = await provider.CaptureAsync(default);
        foreach (var request in (MigrationRequest[])[RecordedMigration.Vm, RecordedMigration.Container, RecordedMigration.Ha])
        {
            await provider.CheckAsync(request with { RuleDigest = Core.Cluster.HaRuleDigest.Of(snapshot.Ha) }, default);
            await provider.StartMigrationAsync(request, default);
            await provider.FindMigrationAsync(request, DateTimeOffset.UnixEpoch, default);
        }

        await provider.GetMigrationAsync(RecordedMigration.Ticket, default);
        await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);
        await provider.CancelMigrationAsync(RecordedMigration.Ticket, default);
        (options.TokenId, options.TokenSecret, options.Password) = (null, null, "password");
        using var withTicket = Providers.Over(cluster, options);
        await withTicket.DiagnoseAsync(default);
        return cluster.Calls;
    }

    private static bool Matches(string template, string call)
    {
        var (expected, actual) = (template.Split('/'), call.Split('/'));
        return expected.Length == actual.Length && expected.Zip(actual).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }
}
