using System.CommandLine;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Files;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb apply</c>: plan, show, execute, verify.</summary>
internal static class ApplyCommand
{
    public static Command Create(HostContext context)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before migrating" };
        var dryRun = new Option<bool>("--dry-run", "-d") { Description = "Show what would be done and send nothing" };
        var planFile = new Option<string?>("--plan") { Description = "Carry out a plan from a file instead of making one; '-' reads standard input", HelpName = "FILE" };
        var output = CommonOptions.Output();
        var goal = CommonOptions.Goal();
        var command = new ExampleCommand(
            "apply",
            "Plan, show the plan, carry it out and verify each step",
            "proxlb apply",
            "proxlb apply --yes --output json",
            "proxlb plan --output json > plan.json && proxlb apply --plan plan.json")
        {
            yes, dryRun, planFile, output, goal,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
            var request = new PlanRequest { Goal = parsed.GetValue(goal) };
            var plan = parsed.GetValue(planFile) is { } file
                ? new DocumentFile(context).ReadPlan(file)
                : session.Balancer.Plan(await session.CaptureAsync(stop), request, stop);
            var order = new ApplyOrder(plan, request, parsed.GetValue(output), parsed.GetValue(yes), parsed.GetValue(dryRun));
            return await RunAsync(context, session, configuration, order, stop);
        });
        return command;
    }

    /// <summary>Shows a plan and carries it out, if that is wanted and allowed.</summary>
    public static async Task<int> RunAsync(
        HostContext context, ClusterSession session, HostConfiguration configuration, ApplyOrder order, CancellationToken stop)
    {
        var text = order.Output == OutputFormat.Text;
        if (text)
        {
            PlanOutput.Write(context, order.Plan, OutputFormat.Text);
        }
        if (order.Plan.Migrations.Count == 0 || order.DryRun || !configuration.Enabled || !Confirmed(context, order))
        {
            ExplainWhyNothingIsSent(context, configuration, order);
            if (!text)
            {
                PlanOutput.Write(context, order.Plan, OutputFormat.Json);
            }
            return ExitCodes.For(order.Plan);
        }
        var report = await new PlanRun(context, session).ExecuteAsync(order.Plan, order.Request, stop);
        if (text)
        {
            new ReportText(context).Write(report);
        }
        else
        {
            PlanOutput.Write(context, PlanOutcomes.Of(order.Plan, report), OutputFormat.Json);
        }
        return ExitCodeFor(report, order.Plan);
    }

    /// <summary>What a plan that was carried out returns.</summary>
    public static int ExitCodeFor(ExecutionReport report, MigrationPlan plan) => report.Verdict switch
    {
        ExecutionVerdict.StoppedByUser => ExitCodes.Stopped,
        ExecutionVerdict.SomeFailed => ExitCodes.MigrationsFailed,
        ExecutionVerdict.Unreachable => ExitCodes.Unreachable,
        _ => ExitCodes.For(plan),
    };

    private static bool Confirmed(HostContext context, ApplyOrder order)
    {
        if (order.Yes)
        {
            return true;
        }
        if (!context.InputIsTerminal)
        {
            throw new UserErrorException("Nobody can be asked whether to migrate: standard input is no terminal. Add --yes to migrate, or --dry-run to only look.");
        }
        context.Error.Write($"Start {Terminal.Figures.Count(order.Plan.Migrations.Count, "migration")}? [y/N] ");
        var answer = context.Input.ReadLine()?.Trim();
        return string.Equals(answer, "y", StringComparison.OrdinalIgnoreCase) || string.Equals(answer, "yes", StringComparison.OrdinalIgnoreCase);
    }

    private static void ExplainWhyNothingIsSent(HostContext context, HostConfiguration configuration, ApplyOrder order)
    {
        if (order.Plan.Migrations.Count == 0)
        {
            return;
        }
        new ErrorText(context).WriteNote(order.DryRun
            ? "dry run: nothing was sent to the cluster."
            : configuration.Enabled
                ? "nothing was sent to the cluster."
                : $"nothing was sent to the cluster, because balancing.enable is false in {configuration.File}.");
    }
}
