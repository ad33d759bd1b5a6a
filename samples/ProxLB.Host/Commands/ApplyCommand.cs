using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;
using ProxLB.Host.Files;
using ProxLB.Host.Handover;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb apply</c>: plan, show, execute, verify.</summary>
internal static class ApplyCommand
{
    public static Command Create(HostContext context)
    {
        var planFile = new Option<string?>("--plan") { Description = "Carry out a plan from a file instead of making one; '-' reads standard input", HelpName = "FILE" };
        var goal = CommonOptions.Goal();
        var apply = new ApplyOptions();
        var command = new ExampleCommand(
            "apply",
            "Plan, show the plan, carry it out and verify each step",
            "proxlb apply",
            "proxlb apply --yes --output json",
            "proxlb plan --output json > plan.json && proxlb apply --plan plan.json")
        {
            planFile, goal,
        };
        apply.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
            using var daemon = await apply.OpenStateAsync(context, parsed, session, configuration, stop);
            var request = new PlanRequest { Goal = parsed.GetValue(goal) };
            var made = parsed.GetValue(planFile) is { } file ? new DocumentFile(context).ReadPlan(file) : null;
            if (daemon is not null)
            {
                // It knows its own plans by their ids only: what stands in a file may have been changed since.
                return made is null
                    ? await daemon.RunAsync(DaemonCall.Apply(request.Goal ?? configuration.Balancer.Goal.Goal), configuration, known => apply.Order(parsed, known, request), stop)
                    : throw new UserErrorException("the proxlb daemon carries out only plans that it made itself; leave out --plan, or stop the daemon for the time of the command.");
            }
            var plan = made ?? session.Balancer.Plan(await session.CaptureAsync(stop), request, stop);
            return await ApplyRun.RunAsync(context, session, configuration, apply.Order(parsed, plan, request), stop);
        });
        return command;
    }
}
