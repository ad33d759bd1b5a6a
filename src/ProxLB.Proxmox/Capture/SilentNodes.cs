using System.Collections.Concurrent;
using ProxLB.Proxmox.Api;

namespace ProxLB.Proxmox.Capture;

/// <summary>Nodes that gave no answer in one capture. They are not asked again in it: each call would wait for half a minute.</summary>
internal sealed class SilentNodes
{
    /// <summary>So many guests of one node are asked about at a time, and no more of them have been asked in vain when it falls silent.</summary>
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<string, ApiException> _silent = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks about each guest: all nodes at once, and of each node one guest first.</summary>
    public static Task EachAsync(IEnumerable<GuestRow> guests, Func<GuestRow, Task> ask) =>
        Task.WhenAll(guests.GroupBy(guest => guest.Node, StringComparer.OrdinalIgnoreCase).Select(async node =>
        {
            foreach (var portion in node.Take(1).Chunk(1).Concat(node.Skip(1).Chunk(AtOnce)))
            {
                await Task.WhenAll(portion.Select(ask)).ConfigureAwait(false);
            }
        }));

    /// <summary>Asks a node, unless it is known to be silent.</summary>
    /// <exception cref="ApiException">The call failed, or an earlier one did for which the node is silent.</exception>
    public async Task<T> AskAsync<T>(string node, Func<Task<T>> ask)
    {
        if (_silent.TryGetValue(node, out var silence))
        {
            throw new ApiException(silence.Failure, silence.Message, silence.Reason);
        }

        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure.Failure is ApiFailure.NodeNotConnected or ApiFailure.NodeNoAnswer)
        {
            _silent.TryAdd(node, failure);
            throw;
        }
    }
}
