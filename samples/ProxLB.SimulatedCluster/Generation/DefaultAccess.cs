using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>The users and the token that a simulated cluster starts with: a superuser, and a balancer with the least rights.</summary>
internal static class DefaultAccess
{
    public const string Password = "simulated";
    private const string Balancer = "lb@pve";

    /// <summary>Sets them up and returns the token with its secret.</summary>
    public static string Apply(ClusterWorld world)
    {
        var bytes = new byte[16];
        new Random(world.Settings.Seed).NextBytes(bytes);
        var token = new SimulatedToken(new Identity(Balancer, "proxlb"), new Guid(bytes).ToString());
        var access = world.Access;
        access.Users["root@pam"] = new SimulatedUser("root@pam", Password);
        access.Users[Balancer] = new SimulatedUser(Balancer, Password);
        access.Tokens[token.Owner.ToString()] = token;
        access.Grant("/", Balancer, Roles.Balancer);
        access.Grant("/", token.Owner.ToString(), Roles.Balancer);
        return $"{token.Owner}={token.Secret}";
    }
}
