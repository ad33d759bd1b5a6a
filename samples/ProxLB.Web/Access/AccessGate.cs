using ProxLB.Core.Execution;
using ProxLB.Proxmox.Permissions;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Access;

/// <summary>Demands of a visitor what Proxmox would demand: <c>Sys.Audit</c> to look, <c>VM.Migrate</c> on each guest to move.</summary>
internal sealed class AccessGate(PrivilegeMemory memory)
{
    private const string Look = "Sys.Audit";
    private const string Migrate = "VM.Migrate";
    private const string AllGuests = "/vms";
    private const int MostNamed = 20;

    /// <summary>Lets him look.</summary>
    /// <exception cref="ProblemException">He may not, or it cannot be told.</exception>
    public async Task RequireLookAsync(Visitor visitor, CancellationToken cancellationToken, bool anew = false)
    {
        if (!await HasAsync(visitor, "/", Look, anew, cancellationToken))
        {
            throw Problem.Forbidden(visitor.Name, [new(Look, "/")]);
        }
    }

    /// <summary>Lets him move these guests; the cluster is asked anew for each.</summary>
    /// <param name="visitor">Who asks.</param>
    /// <param name="guests">VMIDs; none: what he asks for is about no guest in particular, and so about all.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="all">Whether it is about all guests, beside those that are named.</param>
    /// <exception cref="ProblemException">He may not, or it cannot be told.</exception>
    public async Task RequireMigrateAsync(Visitor visitor, IEnumerable<int> guests, CancellationToken cancellationToken, bool all = false)
    {
        await RequireLookAsync(visitor, cancellationToken, anew: true);
        var paths = guests.Distinct().Order().Select(guest => $"{AllGuests}/{guest}").ToList();
        if (all || paths.Count == 0)
        {
            paths.Insert(0, AllGuests);
        }

        var allowed = await Task.WhenAll(paths.Select(path => HasAsync(visitor, path, Migrate, anew: true, cancellationToken)));
        var missing = paths.Where((_, index) => !allowed[index]).Take(MostNamed).Select(path => new MissingRight(Migrate, path)).ToList();
        if (missing.Count > 0)
        {
            throw Problem.Forbidden(visitor.Name, missing);
        }
    }

    /// <summary>Whether he may migrate guests in general; a hint for the page.</summary>
    public Task<bool> MayMigrateAsync(Visitor visitor, CancellationToken cancellationToken) => HasAsync(visitor, AllGuests, Migrate, anew: false, cancellationToken);

    private async Task<bool> HasAsync(Visitor visitor, string path, string privilege, bool anew, CancellationToken cancellationToken)
    {
        if (visitor.Credential is not { } credential)
        {
            throw Problem.NotSignedIn();
        }

        try
        {
            return (await memory.GetAsync(credential, path, anew, cancellationToken)).Contains(privilege);
        }
        catch (CredentialRefusedException)
        {
            throw Problem.Expired(visitor.Name);
        }
        catch (ClusterUnreachableException unreachable)
        {
            throw Problem.Unreachable(unreachable.Message);
        }
    }
}
