using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>A call under way: who asks which node for what.</summary>
internal sealed class ApiCall(
    ClusterWorld world, Identity user, SimulatedNode entry, IReadOnlyDictionary<string, string> parameters, TicketIssuer tickets)
{
    public ClusterWorld World { get; } = world;

    public Identity User { get; } = user;

    /// <summary>The node that was asked.</summary>
    public SimulatedNode Entry { get; } = entry;

    public IReadOnlyDictionary<string, string> Parameters { get; } = parameters;

    public TicketIssuer Tickets { get; } = tickets;

    /// <summary>What the answer gives as <c>total</c>; null: nothing.</summary>
    public int? Total { get; set; }

    public SimulatedNode Node => World.Nodes[Text("node")];

    public string Text(string name) => Parameters[name];

    public string? TextOrNull(string name) => Parameters.GetValueOrDefault(name);

    public long? Integer(string name) =>
        TextOrNull(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool Flag(string name) => TextOrNull(name) is { } text && ParameterVerifier.ParseFlag(text) == true;

    public bool May(string path, string privilege) => World.Access.Has(User, path, privilege);

    public void Require(string path, string privilege)
    {
        if (!May(path, privilege))
        {
            throw new RequestRefusedException(403, $"Permission check failed ({path}, {privilege})");
        }
    }

    /// <summary>The guest that the path names, on the node that it names.</summary>
    public SimulatedGuest Guest(GuestKind kind) =>
        MigrationRequestChecks.Guest(World, Node.Name, kind, (int)Integer("vmid")!.Value);
}
