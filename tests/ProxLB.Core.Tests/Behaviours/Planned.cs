using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Properties;
using ProxLB.Reference;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

/// <summary>A plan, what it was made from, and the cluster after it. Making one also replays it step by step.</summary>
internal sealed record Planned(ClusterSnapshot Cluster, MigrationPlan Plan, ClusterSnapshot After)
{
    public IEnumerable<int> Moved => Plan.Migrations.Select(m => m.Guest).Distinct().Order();

    /// <summary>Plans and checks that no moment of the plan breaks a limit or a required rule.</summary>
    public static Planned For(ClusterBuilder cluster, BalancerOptions? options = null, PlanRequest? request = null) =>
        For(cluster.Build(), options, request);

    public static Planned For(ClusterSnapshot snapshot, BalancerOptions? options = null, PlanRequest? request = null)
    {
        var used = options ?? Options();
        var asked = request ?? new PlanRequest();
        var plan = new Balancer(used).Plan(snapshot, asked);
        PlanAssert.IsSound(new ReferenceModel(snapshot, used, asked), plan);
        return new Planned(snapshot, plan, PlanApplier.Apply(snapshot, plan));
    }

    /// <summary>Options without a limit in time: what a plan is must not depend on how busy the machine is.</summary>
    public static BalancerOptions Options(
        BalancingGoal goal = BalancingGoal.Target, double balanciness = 10, Action<BalancerOptions>? with = null, params string[] methods)
    {
        var options = new BalancerOptions { Goal = { Goal = goal, Balanciness = balanciness, TimeBudget = Scenario.EnoughTime } };
        foreach (var method in methods)
        {
            options.Goal.Methods[method] = 1;
        }

        with?.Invoke(options);
        return options;
    }

    public static PlanRequest Drain(params string[] nodes) => new() { Drain = nodes };

    public string NodeOf(int guest) => After.Guests.Single(g => g.Id == guest).Node;

    public IEnumerable<int> On(string node) => After.Guests.Where(g => g.Node == node).Select(g => g.Id).Order();

    public double GiBOn(string node) => After.Guests.Where(g => g.Node == node).Sum(g => (double)g.MemoryUsedBytes!.Value / ClusterBuilder.GiB);
}
