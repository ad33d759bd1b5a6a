using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>What the HA manager is doing with its guests, and when a guest must therefore not be moved.</summary>
internal static class HaGuestState
{
    /// <summary>Whether the HA manager has a say in where the guest is.</summary>
    public static bool IsManaged(HaFacts ha, Guest guest) =>
        guest.HaState is not null
        && !Is(guest.HaState, "ignored")
        && ha is not { Armed: HaArmedState.Disarmed, DisarmedMode: HaDisarmedMode.Ignore };

    /// <summary>Why no HA guest may be moved at this moment, as a clause; null if they may.</summary>
    public static string? ClusterStayReason(SnapshotIndex index, ReadOnlySpan<bool> managed)
    {
        var ha = index.Snapshot.Ha;
        switch (ha.Armed)
        {
            case HaArmedState.Disarming:
                return "HA is being disarmed";
            case HaArmedState.Disarmed:
                return "HA is disarmed and its guests are frozen";
        }

        if (ha.ManagerActive == false)
        {
            return "no HA manager is active that would carry out the motion";
        }

        for (var node = 0; node < index.NodeCount; node++)
        {
            if (index.Snapshot.Nodes[node].HaStatus == HaNodeStatus.Fence)
            {
                return $"the HA manager is fencing node {index.NodeName(node)}";
            }
        }

        // A dead node stays 'unknown' for as long as it is off; that concerns the others only while guests on it wait for their recovery.
        for (var guest = 0; guest < managed.Length; guest++)
        {
            var node = index.Home[guest];
            if (managed[guest] && node >= 0 && index.Snapshot.Nodes[node].HaStatus == HaNodeStatus.Unknown)
            {
                return $"the HA manager has lost node {index.NodeName(node)} and is about to recover its guests";
            }
        }

        return null;
    }

    /// <summary>Whether the HA manager itself is moving the guest or about to: then it is right that nobody else does.</summary>
    public static bool IsManagersTurn(Guest guest, ClusterNode? node) =>
        guest.HaPending is not null
        || guest.HaMaintenanceNode is not null
        || (node?.HaStatus == HaNodeStatus.Maintenance && guest.Running != false)
        || guest.HaStatus?.ToLowerInvariant() is "migrate" or "relocate" or "fence" or "recovery";

    /// <summary>Why this HA-managed guest may not be moved at this moment, as a clause; null if it may.</summary>
    public static string? StayReason(Guest guest, ClusterNode? node)
    {
        if (guest.HaPending is { } pending)
        {
            return $"the HA manager has a motion in its queue ({string.Join(' ', new[] { pending.Command, pending.Node }.Where(part => !string.IsNullOrEmpty(part)))})";
        }

        if (guest.HaMaintenanceNode is { } maintenance)
        {
            return $"the HA manager will bring it back to {maintenance} after the maintenance";
        }

        if (guest.HaFailedNodes.Count > 0)
        {
            return $"the HA manager could not start it on {string.Join(", ", guest.HaFailedNodes)} and is trying other nodes";
        }

        if (node?.HaStatus == HaNodeStatus.Maintenance && guest.Running != false)
        {
            return $"the HA manager itself moves it off node {node.Name}, which is in maintenance";
        }

        if (guest.Running == true && (Is(guest.HaState, "stopped") || Is(guest.HaState, "disabled")))
        {
            return $"its HA state is {guest.HaState}: the HA manager is about to stop it";
        }

        return guest.HaStatus?.ToLowerInvariant() switch
        {
            null or "started" or "enabled" => null,
            "stopped" or "disabled" when guest.Running != true => null,
            "error" => "it is in HA state error; it has to be disabled and mended first",
            "freeze" => "the HA manager has frozen it",
            "migrate" or "relocate" => "the HA manager is moving it",
            "fence" or "recovery" => "the HA manager is recovering it",
            _ => $"the HA manager is busy with it (state {guest.HaStatus})",
        };
    }

    private static bool Is(string? state, string name) => string.Equals(state, name, StringComparison.OrdinalIgnoreCase);
}
