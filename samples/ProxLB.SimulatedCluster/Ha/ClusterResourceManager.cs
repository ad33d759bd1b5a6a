using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.Ha.Scheduling;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>The part of the HA manager that decides for the whole cluster, a round at a time.</summary>
internal sealed class ClusterResourceManager(ClusterWorld world, HaManager manager)
{
    private readonly NativeRebalancer _rebalancer = new(world, manager);

    public void Round()
    {
        TakeOn();
        foreach (var service in manager.Services.Values.Where(service => service.Moving))
        {
            CompleteMotion(service);
        }

        var rules = manager.EffectiveRules();
        while (manager.Requests.TryDequeue(out var request))
        {
            Queue(rules, request.Sid, request.Motion);
        }

        _rebalancer.Round(rules, (sid, motion) => Queue(rules, sid, motion));
        var selector = new NodeSelector(world, manager, rules);
        foreach (var service in manager.Services.Values.ToList())
        {
            Decide(service, selector);
        }
    }

    private void TakeOn()
    {
        foreach (var sid in manager.Services.Keys.Where(sid => !Exists(sid)).ToList())
        {
            manager.Services.Remove(sid);
        }

        foreach (var resource in manager.Resources.Values.Where(resource => Exists(resource.Sid) && !manager.Services.ContainsKey(resource.Sid)))
        {
            var guest = world.Guests[resource.GuestId];
            var service = new ServiceStatus(resource.Sid, guest.Node) { Running = guest.Running };
            manager.Services[resource.Sid] = service;
            manager.ChangeState(service, resource.Wanted == "started" ? "started" : "request_stop");
        }
    }

    private bool Exists(string sid) => manager.IsManaged(sid) && world.Guests.ContainsKey(manager.Resources[sid].GuestId);

    private void CompleteMotion(ServiceStatus service)
    {
        if (manager.NodeStates[service.Node] == "fence")
        {
            manager.ChangeState(service, "fence");
        }
        else if (manager.Local.TakeResult(service.Uid) is { } success)
        {
            if (success)
            {
                service.Node = service.Target!;
            }

            if (service.Node == service.MaintenanceNode)
            {
                service.MaintenanceNode = null;
            }

            manager.ChangeState(service, manager.Resources[service.Sid].Wanted == "started" ? "started" : "request_stop");
        }
    }

    private void Queue(EffectiveRules rules, string sid, HaMotion motion)
    {
        if (Refusal(rules, sid, motion) is { } reason)
        {
            world.Report(WorldEventKind.HaMotionDropped, int.Parse(sid.AsSpan(3)), null, motion.Target, reason);
            return;
        }

        var peers = world.Version.AtLeast(9, 0) ? rules.Together(sid) : new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in peers.Append(sid).Order(StringComparer.Ordinal))
        {
            if (manager.Services.TryGetValue(member, out var service) && service.Node != motion.Target)
            {
                service.Queued = motion;
                world.Report(WorldEventKind.HaMotionQueued, int.Parse(member.AsSpan(3)), service.Node, motion.Target, motion.Command);
            }
        }
    }

    private string? Refusal(EffectiveRules rules, string sid, HaMotion motion)
    {
        if (!manager.Services.TryGetValue(sid, out var service))
        {
            return "no such service";
        }

        if (!world.Nodes.ContainsKey(motion.Target) || manager.NodeStates[motion.Target] != "online")
        {
            return $"node '{motion.Target}' not online";
        }

        if (service.Node == motion.Target)
        {
            return $"already on node '{motion.Target}'";
        }

        if (!world.Version.AtLeast(9, 0))
        {
            return null;
        }

        // One that is still on its way there is not seen.
        if (rules.Separate(sid).Any(partner => manager.Services.TryGetValue(partner, out var other)
            && other.Node == motion.Target && (other.Target is null || other.Target == motion.Target)))
        {
            return $"negative affinity with a resource on node '{motion.Target}'";
        }

        var allowed = rules.OnNodes(sid)?.Priorities(world.Nodes.Keys).ContainsKey(motion.Target);
        return world.Version.AtLeast(9, 2) && allowed == false ? $"node affinity forbids node '{motion.Target}'" : null;
    }

    private void Decide(ServiceStatus service, NodeSelector selector)
    {
        var wanted = manager.Resources[service.Sid].Wanted;
        switch (service.State)
        {
            case "error" when wanted == "disabled":
                manager.ChangeState(service, "stopped");
                break;
            case "started" or "stopped" or "request_stop" when manager.NodeStates[service.Node] == "fence":
                manager.ChangeState(service, "fence");
                break;
            case "fence":
                Fence(service);
                break;
            case "recovery":
                Recover(service, selector);
                break;
            case "started":
                Started(service, wanted, selector);
                break;
            case "request_stop" when !world.Guests[service.GuestId].Running:
                manager.ChangeState(service, "stopped");
                break;
            case "stopped":
                Stopped(service, wanted);
                break;
        }
    }

    private void Started(ServiceStatus service, string wanted, NodeSelector selector)
    {
        if (wanted != "started")
        {
            manager.ChangeState(service, "request_stop");
            return;
        }

        if (manager.Local.WrongNode(service) || manager.Local.CannotStart(service))
        {
            manager.ChangeState(service, "error");
            return;
        }

        if (service.Queued is { } motion)
        {
            service.Queued = null;
            if (manager.NodeStates[motion.Target] == "online" && motion.Target != service.Node)
            {
                manager.ChangeState(service, motion.Command, motion.Target);
            }

            return;
        }

        if (manager.NodeStates[service.Node] == "maintenance")
        {
            service.MaintenanceNode ??= service.Node;
        }

        if (manager.NodeStates[service.Node] != "unknown" && selector.Select(service) is { } node && node != service.Node)
        {
            manager.ChangeState(service, service.Sid.StartsWith("vm:", StringComparison.Ordinal) ? "migrate" : "relocate", node);
        }
    }

    private void Stopped(ServiceStatus service, string wanted)
    {
        if (wanted == "started")
        {
            manager.ChangeState(service, "started");
        }
        else if (service.Queued is { } motion)
        {
            service.Queued = null;
            manager.ChangeState(service, motion.Command, motion.Target);
        }
    }

    private void Fence(ServiceStatus service)
    {
        if (world.Nodes[service.Node].Alive)
        {
            manager.ChangeState(service, "started");
        }
        else if (manager.NodeStates.Fenced(service.Node))
        {
            manager.ChangeState(service, "recovery");
        }
    }

    private void Recover(ServiceStatus service, NodeSelector selector)
    {
        if (selector.Select(service, elsewhere: true) is not { } node)
        {
            return;
        }

        // The configuration is taken over from the dead node; of the locks only those that died with it are lifted.
        var guest = world.Guests[service.GuestId];
        if (guest.Lock is "backup" or "mounted")
        {
            world.LockGuest(guest.Id, null);
        }

        world.MoveGuest(guest.Id, node);
        service.Node = node;
        service.Running = false;
        manager.ChangeState(service, "started");
    }
}
