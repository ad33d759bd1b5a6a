using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary>ProxLB's own flags, without a command: <c>proxlb -c FILE</c> balances, <c>-d</c> sends nothing, <c>-j</c> prints the plan as JSON, <c>-b</c> the best node.</summary>
internal static class LegacyFlags
{
    public static void AddTo(RootCommand root, HostContext context)
    {
        var dryRun = new Option<bool>("--dry-run", "-d") { Description = "Without a command: show what would be done and send nothing" };
        var json = new Option<bool>("--json", "-j") { Description = "Without a command: print the plan as JSON and send nothing" };
        root.Add(dryRun);
        var bestNode = new Option<bool>("--best-node", "-b") { Description = "Without a command: print the best node for a small new guest" };
        root.Add(json);
        root.Add(bestNode);
        root.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(CommonOptions.Config) is null && !parsed.GetValue(dryRun) && !parsed.GetValue(json) && !parsed.GetValue(bestNode))
            {
                throw new UserErrorException([$"name a command: {string.Join(", ", root.Subcommands.Select(command => command.Name))}", "Run 'proxlb --help' for what it takes."]);
            }
            if (parsed.GetValue(bestNode))
            {
                return BestNodeAsync(context, parsed, stop);
            }
            return RunAsync(context, parsed, parsed.GetValue(dryRun), parsed.GetValue(json), stop);
        });
    }

    private static async Task<int> BestNodeAsync(HostContext context, ParseResult parsed, CancellationToken stop)
    {
        await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
        var facts = await CommandRun.ReadAsync(context, session, configuration, file: null, stop);
        return BestNodeCommand.Write(context, session.Analyzer.BestNode(facts, NewGuestOptions.Standard), format: null);
    }

    private static async Task<int> RunAsync(HostContext context, ParseResult parsed, bool dryRun, bool json, CancellationToken stop)
    {
        await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
        var look = dryRun || json;
        if (!look && configuration.Service.Daemon)
        {
            return await RunCommand.RunAsync(context, parsed, stop);
        }
        if (!look && configuration.Enabled)
        {
            if (await session.AskWhetherToActAsync(stop) is { Allowed: false } decision)
            {
                // Called by a timer on every node: where another host acts, nothing is wrong.
                new ErrorText(context).WriteNote($"nothing was sent to the cluster. {decision.Reason}");
                return ExitCodes.Done;
            }
            var path = StateLocation.Of(configuration, context.Environment);
            await StateOwnership.RequireAsync(path, stop);
            session.OpenState(path, "apply");
        }
        else
        {
            CommandRun.ReadState(context, session, configuration);
        }
        var request = new PlanRequest();
        var plan = session.Balancer.Plan(await session.CaptureAsync(stop), request, stop);
        var order = new ApplyOrder(plan, request, json ? OutputFormat.Json : OutputFormat.Text, Yes: true, DryRun: look);
        return await ApplyRun.RunAsync(context, session, configuration, order, stop);
    }
}
