using ProxLB.Core.Operation;
using ProxLB.Web.Access;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Operation;

/// <summary>State changes with their line in the audit log.</summary>
internal sealed class AuditedChanges(ChangeDesk desk, AuditLog log)
{
    public Task<ApplyOutcome> ApplyAsync(Visitor visitor, string planId, CancellationToken cancellationToken) =>
        RunAsync(visitor, new("apply", planId), () => desk.ApplyAsync(visitor, planId, cancellationToken));

    public Task<ApplyOutcome> DrainAsync(Visitor visitor, IReadOnlyList<string> nodes, string planId, CancellationToken cancellationToken) =>
        RunAsync(visitor, new("drain", $"{string.Join(", ", nodes)}, plan {planId}"), () => desk.DrainAsync(visitor, nodes, planId, cancellationToken));

    public Task<ApplyOutcome> UndrainAsync(Visitor visitor, string node, string planId, CancellationToken cancellationToken) =>
        RunAsync(visitor, new("undrain", $"{node}, plan {planId}"), () => desk.UndrainAsync(visitor, node, planId, cancellationToken));

    public Task PauseAsync(Visitor visitor, CancellationToken cancellationToken) =>
        RunAsync(visitor, new("pause"), () => desk.PauseAsync(visitor, cancellationToken));

    public Task ResumeAsync(Visitor visitor, CancellationToken cancellationToken) =>
        RunAsync(visitor, new("resume"), () => desk.ResumeAsync(visitor, cancellationToken));

    public Task StopAsync(Visitor visitor, bool abort, CancellationToken cancellationToken) =>
        RunAsync(visitor, new(abort ? "abort" : "stop"), () => desk.StopAsync(visitor, abort, cancellationToken));

    private Task<bool> RunAsync(Visitor visitor, ChangeRequest change, Func<Task> work) => RunAsync(visitor, change, async () =>
    {
        await work();
        return true;
    });

    private async Task<T> RunAsync<T>(Visitor visitor, ChangeRequest change, Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            log.Accepted(visitor, change);
            return result;
        }
        catch (ProblemException refused)
        {
            log.Refused(visitor, change, refused.Problem);
            throw;
        }
    }
}
