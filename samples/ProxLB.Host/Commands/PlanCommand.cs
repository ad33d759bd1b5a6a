using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb plan</c>: what would be done and why. Nothing is sent to the cluster.</summary>
internal static class PlanCommand
{
    public static Command Create(HostContext context)
    {
        var snapshot = CommonOptions.Snapshot();
        var output = CommonOptions.PlanOutput();
        var goal = CommonOptions.Goal();
        var frontier = new Option<bool>("--frontier") { Description = "Also show the best spread for each number of migrations" };
        var command = new ExampleCommand(
            "plan",
            "Show what would be done and why; nothing is sent to the cluster",
            "proxlb plan",
            "proxlb plan --snapshot cluster.json --output json",
            "proxlb plan --goal best --frontier",
            "proxlb plan --output html --frontier > plan.html")
        {
            snapshot, output, goal, frontier,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out var configuration);
            var facts = await CommandRun.ReadAsync(context, session, configuration, file, stop);
            var request = new PlanRequest { Goal = parsed.GetValue(goal), Frontier = parsed.GetValue(frontier) };
            var plan = session.Balancer.Plan(facts, request, stop);
            PlanOutput.Write(context, plan, parsed.GetValue(output));
            return ExitCodes.For(plan);
        });
        return command;
    }
}
