namespace ProxLB.Proxmox.Api;

/// <summary>Waiting times that double with each failure; a quarter of each is left to chance, so that many clients do not come back at once.</summary>
internal sealed class Backoff(TimeSpan first, Random chance)
{
    private const int MostDoublings = 6;

    private readonly Lock _lock = new();

    /// <param name="failures">How many failures came before this one.</param>
    public TimeSpan Wait(int failures)
    {
        lock (_lock)
        {
            return first * Math.Pow(2, Math.Min(failures, MostDoublings)) * (0.75 + (0.25 * chance.NextDouble()));
        }
    }
}
