using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Serialization;
using ProxLB.Host.Hosting;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Handover;

/// <summary>Has a state directory and takes a plan over as the daemon does; how it answers when it is asked after the run, the test says.</summary>
internal sealed class StandInDaemon : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proxlb-");
    private readonly StateDirectory _state;
    private readonly TemporaryFile _configuration;
    private readonly WebApplication _server;

    private StandInDaemon(Func<int, HttpContext, Task> answer)
    {
        _state = StateDirectory.Open(_folder.FullName);
        _configuration = new TemporaryFile($$"""
            proxmox_api: {hosts: [pve1], user: a@pam, token_id: t, token_secret: s}
            balancing: {enable: true}
            service: {state_dir: {{_folder.FullName}}}
            """);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapGet("/api/v1/plan", () => Results.Bytes(PlanWriter.ToUtf8(SamplePlans.Improved), "application/json"));
        _server.MapPost("/api/v1/{action}", (string action, HttpContext context) =>
        {
            Changes.Add(action);
            return action == "stop" && DeafToStop-- > 0 ? CannotTell(context) : Task.CompletedTask;
        });
        _server.MapGet("/api/v1/state", (HttpContext context) => answer(++Looks, context));
    }

    /// <summary>Where its page would be.</summary>
    public string Address => _server.Urls.First();

    /// <summary>How often it was asked after the run.</summary>
    public int Looks { get; private set; }

    /// <summary>How often it cannot take a wish to stop.</summary>
    public int DeafToStop { get; set; }

    /// <summary>What it was told to do.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers when it is asked after the run, the first time with 1.</param>
    public static async Task<StandInDaemon> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var daemon = new StandInDaemon(answer);
        await daemon._server.StartAsync();
        new StateOwner(Environment.ProcessId, "run", daemon.Address).Write(daemon._folder.FullName);
        return daemon;
    }

    /// <summary>The run is under way.</summary>
    public static Task Runs(HttpContext context) => context.Response.WriteAsync("""{"run": {"plan": "improved", "total": 3, "moved": 1, "steps": []}}""");

    /// <summary>The run has ended.</summary>
    public static Task HasEnded(HttpContext context, string end = "completed") =>
        context.Response.WriteAsync($$"""{"lastRun": {"plan": "improved", "total": 3, "moved": 3, "steps": [], "message": "Done.", "end": "{{end}}" } }""");

    /// <summary>The cluster, which knows whether the visitor may look, does not answer.</summary>
    public static Task CannotTell(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(new { title = "No host of the cluster answers.", detail = "Try again once the cluster answers." }, options: null, "application/problem+json");
    }

    /// <summary>Its user may no longer look.</summary>
    public static Task Refuses(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsJsonAsync(new { title = "a@pam!t lacks Sys.Audit on /." }, options: null, "application/problem+json");
    }

    /// <summary>The connection breaks, as while it is restarted.</summary>
    public static Task BreaksOff(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Runs <c>proxlb drain pve1 --yes</c> beside it; seconds pass as fast as they can.</summary>
    public async Task<HostResult> DrainAsync(CancellationToken stop = default)
    {
        var time = new ManualTimeProvider();
        var runner = new HostRunner { Time = time, Stop = stop };
        var run = Task.Run(() => runner.StartAsync("drain", "pve1", "--yes", "--config", _configuration.Path), CancellationToken.None);
        await time.RunAsync(run);
        return await run;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _configuration.Dispose();
        _state.Dispose();
        _folder.Delete(recursive: true);
    }
}
