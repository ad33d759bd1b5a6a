using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Whether the HA manager lets a migration be started now. Null for what could not be read.</summary>
internal sealed class HaCheck(HaManagerStatus? manager, IReadOnlyList<HaResource>? resources)
{
    /// <summary>Null if nothing speaks against it.</summary>
    public MigrationCheck? Check(MigrationRequest request)
    {
        if (manager is null || resources is null)
        {
            return new MigrationCheck(MigrationCheckResult.Wait, "The HA manager's state cannot be read.");
        }

        var label = GuestLabel.Of(request.Kind, request.Guest);
        var isManaged = IsManaged(request.Guest);
        if (isManaged != request.Ha)
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"{label} is {(isManaged ? "now" : "no longer")} managed by HA.");
        }

        return CheckNode(request.To) ?? (isManaged ? CheckManager() ?? CheckServices(request) : null);
    }

    private bool IsManaged(int guest) =>
        !(manager!.Disarm is { Mode: "ignore" })
        && resources!.FirstOrDefault(resource => HaFactsBuilder.GuestOf(resource.Sid) == guest) is { } found
        && GuestBuilder.ConfiguredState(found.State) != "ignored";

    private MigrationCheck? CheckNode(string target)
    {
        var status = manager!.NodeStatus?.GetValueOrDefault(target);
        return status is null or "online" ? null : new MigrationCheck(MigrationCheckResult.Changed, $"The HA manager says that {target} is in the state '{status}'.");
    }

    private MigrationCheck? CheckManager()
    {
        if (manager!.Disarm is not null)
        {
            return new MigrationCheck(MigrationCheckResult.Wait, "HA is disarmed.");
        }

        var fenced = manager.NodeStatus?.FirstOrDefault(node => node.Value is "fence").Key;
        return fenced is null ? null : new MigrationCheck(MigrationCheckResult.Wait, $"The HA manager is fencing {fenced}.");
    }

    private MigrationCheck? CheckServices(MigrationRequest request)
    {
        var services = SnapshotBuilder.HaServices(manager);
        foreach (var member in (int[])[request.Guest, .. request.Carries])
        {
            var label = GuestLabel.Of(request.Kind, member);
            var service = services.GetValueOrDefault(member);
            var result = service switch
            {
                { Command.Count: > 0 } => new MigrationCheck(MigrationCheckResult.Wait, $"The HA manager has a motion of {label} in its queue."),
                { State: "error" } => new MigrationCheck(MigrationCheckResult.Refused, $"{label} is in the HA state 'error'; it must be disabled and repaired first."),
                { State: not ("started" or "stopped" or "request_stop") } => new MigrationCheck(MigrationCheckResult.Wait, $"{label} is in the HA state '{service.State}'."),
                { MaintenanceNode.Length: > 0 } => new MigrationCheck(MigrationCheckResult.Refused, $"The HA manager will take {label} back to {service.MaintenanceNode} after its maintenance."),
                { FailedNodes.Count: > 0 } => new MigrationCheck(MigrationCheckResult.Refused, $"The HA manager could not start {label} on {string.Join(", ", service.FailedNodes)}."),
                _ => null,
            };
            if (result is not null)
            {
                return result;
            }
        }

        return null;
    }
}
