using ProxLB.Core.Operation;

namespace ProxLB.Host.Hosting;

/// <summary>With <c>service.enable_ha</c> only the host of the HA master acts, so that the program can be installed on every node.</summary>
internal static class HaMastership
{
    /// <summary>Whether this host may act.</summary>
    /// <param name="host">This host's name; a domain behind it does not count.</param>
    /// <param name="ask">The node of the HA master; null if there is none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<ActingDecision> AskAsync(string host, Func<CancellationToken, Task<string?>> ask, CancellationToken cancellationToken)
    {
        var master = await ask(cancellationToken);
        if (master is null)
        {
            return new(Allowed: false, "service.enable_ha is true and the cluster has no HA master at the moment, so no host acts. Add a guest to HA, or set service.enable_ha to false.");
        }
        return string.Equals(master, host.Split('.')[0], StringComparison.OrdinalIgnoreCase)
            ? ActingDecision.Yes
            : new(Allowed: false, $"service.enable_ha is true and the HA master is {master}, not this host ({host}). Ask on {master}.", master);
    }
}
