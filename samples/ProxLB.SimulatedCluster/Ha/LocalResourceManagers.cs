using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Ha;

/// <summary>The parts of the HA manager that work on each node: they start, stop and move guests, a round at a time.</summary>
internal sealed class LocalResourceManagers(ClusterWorld world, HaManager manager)
{
    private const int DefaultWorkers = 4;
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, SimulatedTask> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _shuttingDown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _startFailures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _results = new(StringComparer.Ordinal);

    public void Round()
    {
        foreach (var service in manager.Services.Values.ToList())
        {
            if (world.Nodes[service.Node].Alive && world.Quorate && world.Guests.TryGetValue(service.GuestId, out var guest) && !WrongNode(service))
            {
                Work(service, guest);
            }
        }
    }

    /// <summary>How a motion ended; null while it has not.</summary>
    public bool? TakeResult(string uid) => _results.Remove(uid, out var success) ? success : null;

    /// <summary>Whether the guest's configuration is not on the service's node, which nobody but the manager may cause.</summary>
    public bool WrongNode(ServiceStatus service) =>
        world.Guests.TryGetValue(service.GuestId, out var guest) && guest.Node != service.Node && !service.Moving;

    /// <summary>Whether the node has tried to start the guest in vain, as happens with one that is still locked.</summary>
    public bool CannotStart(ServiceStatus service) => _startFailures.Remove(service.Uid);

    private void Work(ServiceStatus service, SimulatedGuest guest)
    {
        switch (service.State)
        {
            case "started":
                Start(service, guest);

                service.Running = guest.Running;
                break;
            case "request_stop" when guest.Running && guest.Lock is null:
                world.StopGuest(guest.Id);
                service.Running = false;
                break;
            case "migrate" or "relocate":
                Move(service, guest);
                break;
        }
    }

    private void Start(ServiceStatus service, SimulatedGuest guest)
    {
        if (!guest.Running && guest.Lock is not null)
        {
            _startFailures.Add(service.Uid);
        }
        else if (!guest.Template)
        {
            world.StartGuest(guest.Id);
        }
    }

    private void Move(ServiceStatus service, SimulatedGuest guest)
    {
        if (_workers.TryGetValue(service.Uid, out var task))
        {
            if (task.EndedAt is not null)
            {
                _workers.Remove(service.Uid);
                _results[service.Uid] = guest.Node == service.Target;
            }

            return;
        }

        if (_results.ContainsKey(service.Uid) || Busy(service.Node) >= Workers())
        {
            return;
        }

        if (guest.Lock is not null)
        {
            _results[service.Uid] = false;
        }
        else if (guest.Running && (guest.Kind == GuestKind.Container || service.State == "relocate"))
        {
            ShutDown(service, guest);
        }
        else
        {
            Migrate(service, guest);
        }
    }

    private void ShutDown(ServiceStatus service, SimulatedGuest guest)
    {
        var takes = guest.Kind == GuestKind.Container ? world.Settings.ContainerShutdown : TimeSpan.FromSeconds(5);
        if (!_shuttingDown.TryGetValue(service.Uid, out var since))
        {
            _shuttingDown[service.Uid] = since = world.Now;
        }

        if (world.Now - since >= LongestShutdown)
        {
            // A container is not killed: it stays, and so the motion has failed.
            _shuttingDown.Remove(service.Uid);
            _results[service.Uid] = false;
        }
        else if (world.Now - since >= takes)
        {
            _shuttingDown.Remove(service.Uid);
            world.StopGuest(guest.Id);
            Migrate(service, guest);
        }
    }

    private void Migrate(ServiceStatus service, SimulatedGuest guest)
    {
        var parameters = new MigrationParameters(service.Target!)
        {
            Online = guest.Kind == GuestKind.Vm,
            WithLocalDisks = true,
            Force = true,
        };
        _workers[service.Uid] = world.Migrations.Start(guest, parameters, Identity.Root);
    }

    private int Busy(string node) => _workers.Values.Count(task => task.Node == node && task.EndedAt is null);

    private int Workers() => world.Options["max_workers"]?.GetValue<int>() ?? DefaultWorkers;
}
