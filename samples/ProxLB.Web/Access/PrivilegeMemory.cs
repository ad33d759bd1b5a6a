using System.Collections.Concurrent;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Web.Access;

/// <summary>Remembers the cluster's answers for some seconds, refusals too, so that a page that asks often does not burden the cluster.</summary>
internal sealed class PrivilegeMemory(IPrivilegeSource source, TimeProvider time)
{
    /// <summary>How long an answer holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private const int Most = 1024;

    private readonly ConcurrentDictionary<(UserCredential, string), Answer> _answers = new();

    /// <summary>What the user may do on a path.</summary>
    /// <param name="credential">Who asks.</param>
    /// <param name="path">The path.</param>
    /// <param name="anew">Whether to ask the cluster in any case, as before a state change.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<IReadOnlySet<string>> GetAsync(UserCredential credential, string path, bool anew, CancellationToken cancellationToken)
    {
        var key = (credential, path);
        if (!anew && _answers.TryGetValue(key, out var known) && IsFresh(known))
        {
            return known.Privileges ?? throw new CredentialRefusedException(known.Refusal!);
        }

        var asked = time.GetTimestamp();
        try
        {
            var privileges = await source.GetAsync(credential, path, cancellationToken);
            Remember(key, new Answer(asked, privileges, null));
            return privileges;
        }
        catch (CredentialRefusedException refused)
        {
            Remember(key, new Answer(asked, null, refused.Message));
            throw;
        }
        catch (ClusterUnreachableException)
        {
            _answers.TryRemove(key, out _);
            throw;
        }
    }

    private void Remember((UserCredential, string) key, Answer answer)
    {
        if (_answers.Count >= Most)
        {
            foreach (var (old, _) in _answers.Where(entry => !IsFresh(entry.Value)))
            {
                _answers.TryRemove(old, out _);
            }
        }

        // Somebody who makes up credentials must not fill the memory.
        if (_answers.Count < Most)
        {
            _answers[key] = answer;
        }
    }

    private bool IsFresh(Answer answer) => time.GetElapsedTime(answer.AskedAt) < Lifetime;

    private sealed record Answer(long AskedAt, IReadOnlySet<string>? Privileges, string? Refusal);
}
