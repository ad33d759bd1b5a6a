using AdmissionApi;
using ProxLB.Core.Analysis;
using ProxLB.Core.Execution;
using ProxLB.TestKit;

var tryOut = args.Contains("--try");
var builder = WebApplication.CreateSlimBuilder([.. args.Where(argument => argument != "--try")]);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
if (tryOut)
{
    builder.WebHost.UseUrls("http://127.0.0.1:0");
}

var balancing = builder.Services.AddProxLB();
if (builder.Configuration.GetSection("Proxmox").Exists())
{
    balancing.AddProxmox(builder.Configuration);
}
else
{
    // Without a cluster in appsettings.json or the environment: two nodes that are made up.
    var cluster = new ClusterBuilder().Node("pve1").Node("pve2").Guests(100, 12, "pve1").Guests(200, 8, "pve2").Build();
    builder.Services.AddSingleton<IClusterProvider>(new InMemoryClusterProvider(cluster, TimeProvider.System));
}

await using var app = builder.Build();
app.MapPost("/placement", async (GuestWish wish, IClusterProvider cluster, ClusterAnalyzer analyzer, CancellationToken stop) =>
{
    var advice = analyzer.BestNode(await cluster.CaptureAsync(stop), new NewGuest
    {
        CpuCores = wish.Cores,
        MemoryBytes = (long)(wish.MemoryGiB * (1L << 30)),
        Tags = wish.Tags ?? [],
        Count = wish.Count ?? 1,
    });
    var placements = advice.Guests.Select(guest => new Placement(guest.Node, guest.Reason));
    return advice.Fits ? Results.Ok(placements) : Results.Conflict(placements);
});

if (!tryOut)
{
    await app.RunAsync();
    return;
}

await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
await AskAsync(new GuestWish(Cores: 2, MemoryGiB: 8, Tags: null, Count: 2));
await AskAsync(new GuestWish(Cores: 2, MemoryGiB: 48, Tags: null, Count: 1));
await app.StopAsync();

async Task AskAsync(GuestWish wish)
{
    using var answer = await client.PostAsJsonAsync("/placement", wish);
    Console.WriteLine($"{wish.Count} x {wish.MemoryGiB} GiB: {(int)answer.StatusCode}");
    foreach (var placement in await answer.Content.ReadFromJsonAsync<List<Placement>>() ?? [])
    {
        Console.WriteLine($"  {placement.Reason}");
    }
}
