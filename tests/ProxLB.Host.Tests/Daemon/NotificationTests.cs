using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Host.Daemon.Notifications;
using ProxLB.Host.Tests.Configuration;

namespace ProxLB.Host.Tests.Daemon;

public sealed class NotificationTests
{
    private static readonly Notification Sample = new(NotificationKind.Failure, DateTimeOffset.UnixEpoch, "ProxLB: 1 migration failed", "101 \"web\"\nno space")
    {
        Cluster = "prod",
        Host = "pve1",
        Plan = "p1",
        Migrations = 3,
    };

    [Fact]
    public void Without_a_template_the_body_is_a_document_with_everything()
    {
        using var body = JsonDocument.Parse(NotificationText.Body(new NotificationTarget(), Sample));

        Assert.Equal("failure", body.RootElement.GetProperty("event").GetString());
        Assert.Equal(Sample.Message, body.RootElement.GetProperty("message").GetString());
        Assert.Equal(3, body.RootElement.GetProperty("migrations").GetInt32());
    }

    [Fact]
    public void A_message_cannot_break_out_of_a_template_of_JSON()
    {
        var target = new NotificationTarget { Template = """{"text": "*{title}* {unknown}: {message}"}""" };

        using var body = JsonDocument.Parse(NotificationText.Body(target, Sample));

        Assert.Equal($"*{Sample.Title}* {{unknown}}: {Sample.Message}", body.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Plain_text_is_filled_in_as_it_is() =>
        Assert.Equal(Sample.Message, NotificationText.Body(new NotificationTarget { Template = "{message}", ContentType = "text/plain" }, Sample));

    [Fact]
    public void An_outage_is_told_once_and_again_after_it_was_over()
    {
        var rules = new NotificationRules("pve1");
        var failed = new OperatorEvent(OperatorEventKind.Failed, DateTimeOffset.UnixEpoch, "No host answers.", new OperatorState());
        var planned = new OperatorEvent(OperatorEventKind.Planned, DateTimeOffset.UnixEpoch, "Plan.", new OperatorState());

        Assert.Equal(NotificationKind.Failure, rules.For(failed)?.Kind);
        Assert.Null(rules.For(failed));
        Assert.Null(rules.For(planned));
        Assert.Equal("No host answers.", rules.For(failed)?.Message);
    }

    [Fact]
    public void An_open_circuit_is_told_as_such_and_a_good_run_not_at_all()
    {
        var rules = new NotificationRules("pve1");
        var run = new OperatorRun { Plan = "p1", Goal = "target", AskedBy = "schedule", StartedAt = DateTimeOffset.UnixEpoch };
        OperatorEvent Ended(OperatorRun ended) => new(OperatorEventKind.RunEnded, DateTimeOffset.UnixEpoch, "3 of the last 3 failed.", new OperatorState { LastRun = ended });

        Assert.Null(rules.For(Ended(run with { End = ExecutionEnd.Completed })));
        Assert.Equal(NotificationKind.Circuit, rules.For(Ended(run with { End = ExecutionEnd.CircuitOpen }))?.Kind);
        var failed = rules.For(Ended(run with { End = ExecutionEnd.Completed, Steps = [Failed()] }));
        Assert.Equal("ProxLB: 1 migration failed", failed?.Title);
        Assert.Contains("no space left", failed?.Message, StringComparison.Ordinal);
    }

    [Fact]
    [ShowsEffectOf("service.notify")]
    public async Task A_webhook_and_a_command_are_told_of_the_daemons_plan()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var file = Path.GetTempFileName();
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}", service: $$"""
            notify: [{webhook: 'http://127.0.0.1:{{port}}/hook', headers: {X-Token: s3cret}, on: [plan], template: '{"text": "{title}"}'}, {command: [/bin/sh, -c, 'cat > {{file}}'], on: plan, content_type: text/plain, template: 'done {migrations}'}]
            """);
        await using var daemon = RunningDaemon.Start(site);

        var request = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(120));
        using var reader = new StreamReader(request.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        request.Response.Close();
        await daemon.UntilAsync(() => new FileInfo(file).Length > 0, "the command");
        await daemon.StopAsync();

        Assert.Equal("s3cret", request.Request.Headers["X-Token"]);
        Assert.Matches("^\\{\"text\": \"ProxLB: [0-9]+ migrations planned\"\\}$", body);
        Assert.Matches("^done [0-9]+$", await File.ReadAllTextAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task One_who_cannot_be_told_is_logged_and_holds_nothing_up()
    {
        await using var site = await SimulatedSite.StartAsync(
            SiteClusters.OneHotNode(), "balancing: {enable: true, parallel: true}", service: "notify: [{command: /nowhere/notify}, {webhook: 'http://127.0.0.1:1/'}]");
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("could not be given to command /nowhere/notify");
        await daemon.SaysAsync("could not be given to webhook http://127.0.0.1:1");
        await daemon.SaysAsync("has ended:");
        await daemon.StopAsync();
    }

    [Fact]
    public async Task A_sender_that_is_stopped_says_nothing()
    {
        using var sender = new NotificationSender(TimeProvider.System, NullLogger<NotificationSender>.Instance);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => sender.SendAsync(new NotificationTarget { Webhook = new Uri("http://127.0.0.1:1/") }, Sample, new CancellationToken(canceled: true)));
    }

    private static RunStep Failed() => new()
    {
        Plan = "p1",
        Phase = RunStepPhase.Ended,
        Migration = new PlannedMigration
        {
            Step = 1,
            Guest = 101,
            Kind = GuestKind.Vm,
            From = "pve1",
            To = "pve2",
            Reason = "balance",
            Outcome = new MigrationOutcome { State = MigrationStates.Failed, Error = "no space left" },
        },
    };

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
