using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProxLB.Proxmox.Api;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads what a capture can do without: a failure is logged and remembered, and the answer is null, which is never the same as empty.</summary>
internal sealed partial class Reading(ClusterFeatures features, ILogger logger)
{
    private readonly ConcurrentDictionary<string, string> _failed = new(StringComparer.Ordinal);

    /// <summary>Nodes that gave no answer while this was read.</summary>
    public SilentNodes Nodes { get; } = new();

    /// <param name="call">The call's name, under which an unknown one is remembered.</param>
    /// <param name="ask">Makes the call.</param>
    /// <param name="absent">The answer where the version does not know the call.</param>
    /// <param name="mustKnow">Whether the version is sure to know the call: that it does not is a failure then, and it is asked again the next time.</param>
    public async Task<T?> TryAsync<T>(string call, Func<Task<T?>> ask, T? absent = null, bool mustKnow = false) where T : class
    {
        if (!mustKnow && !features.MayKnow(call))
        {
            return absent;
        }

        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ApiException failure) when (!mustKnow && failure.Failure == ApiFailure.NotSupported)
        {
            // A call about one node or guest may be unknown to that node alone.
            if (!call.Contains('{', StringComparison.Ordinal))
            {
                features.IsUnknown(call);
            }

            return absent;
        }
        catch (ApiException failure)
        {
            if (_failed.TryAdd(call, failure.Message))
            {
                LogUnknown(call, failure.Message);
            }

            return null;
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "{Call} could not be read and counts as unknown: {Reason}")]
    private partial void LogUnknown(string call, string reason);
}
