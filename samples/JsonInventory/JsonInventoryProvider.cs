using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace JsonInventory;

/// <summary>A cluster that is a JSON file. To migrate is to write another host beside the domain; a real platform would call its own command there.</summary>
internal sealed class JsonInventoryProvider(string path, TimeProvider time) : IClusterProvider
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Lock _lock = new();

    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => Task.FromResult(Read().ToSnapshot(time.GetUtcNow()));

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        var inventory = Read();
        var host = inventory.Domains.FirstOrDefault(domain => domain.Id == request.Guest)?.Host;
        return Task.FromResult(host switch
        {
            null => new MigrationCheck(MigrationCheckResult.Refused, $"There is no domain {request.Guest}."),
            _ when host == request.To => new MigrationCheck(MigrationCheckResult.AlreadyThere),
            _ when host != request.From => new MigrationCheck(MigrationCheckResult.Changed, $"Domain {request.Guest} is on {host}."),
            _ when !inventory.Hosts.Any(candidate => candidate.Name == request.To && candidate.State == "up") =>
                new MigrationCheck(MigrationCheckResult.Changed, $"Host {request.To} is not up."),
            _ => new MigrationCheck(MigrationCheckResult.Ready),
        });
    }

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Whoever reads meanwhile sees the file as it was or as it will be.
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(Read().Move(request.Guest, request.To), Format));
            File.Move(path + ".new", path, overwrite: true);
        }

        return Task.FromResult(new MigrationTicket { Request = request, StartedAt = time.GetUtcNow() });
    }

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => Task.FromResult(new MigrationStatus
    {
        State = MigrationState.Ended,
        Node = Read().Domains.FirstOrDefault(domain => domain.Id == ticket.Request.Guest)?.Host,
        Progress = 1,
    });

    // A migration here has ended before its start returns: there is none to cancel or to find.
    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        Task.FromResult<MigrationTicket?>(null);

    private Inventory Read() =>
        JsonSerializer.Deserialize<Inventory>(File.ReadAllText(path), Format) ?? throw new InvalidDataException($"{path} is empty.");
}
