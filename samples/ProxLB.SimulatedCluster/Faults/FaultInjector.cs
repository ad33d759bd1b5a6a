namespace ProxLB.SimulatedCluster.Faults;

/// <summary>The faults that are switched on. May be used by several threads.</summary>
public sealed class FaultInjector
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int Seen)> _faults = [];

    /// <summary>Switches a fault on; of several that concern a call the first counts.</summary>
    /// <param name="fault">The fault.</param>
    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add((fault, 0));
        }
    }

    /// <summary>Lets a node be unreachable from the node that is asked.</summary>
    /// <param name="node">The node.</param>
    /// <param name="status">595 (no connection) or 596 (no answer).</param>
    public void NodeUnreachable(string node, int status = 595) => Add(new Fault
    {
        Path = $"/nodes/{node}/",
        Status = status,
        Reason = status == 596 ? "Connection timed out" : "No route to host",
    });

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    internal Fault? Next(string method, string path)
    {
        lock (_gate)
        {
            for (var index = 0; index < _faults.Count; index++)
            {
                var (fault, seen) = _faults[index];
                if (fault.Method is not null && fault.Method != method)
                {
                    continue;
                }

                if (fault.Path is not null && !path.Contains(fault.Path, StringComparison.Ordinal))
                {
                    continue;
                }

                seen++;
                _faults[index] = (fault, seen);
                if (fault.Times is { } times && seen >= times)
                {
                    _faults.RemoveAt(index);
                }

                return fault;
            }

            return null;
        }
    }
}
