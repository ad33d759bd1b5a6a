using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Files;
using ProxLB.Host.Handover;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb drain NODE...</c>: empties nodes. With a snapshot the plan is only printed.</summary>
internal static class DrainCommand
{
    public static Command Create(HostContext context)
    {
        var nodes = new Argument<string[]>("NODE") { Description = "The nodes to empty", Arity = ArgumentArity.OneOrMore };
        var snapshot = CommonOptions.Snapshot();
        var apply = new ApplyOptions();
        var command = new ExampleCommand(
            "drain",
            "Empty nodes: plan, show the plan, carry it out",
            "proxlb drain pve3",
            "proxlb drain pve3 pve4 --dry-run",
            "proxlb drain pve3 --snapshot cluster.json")
        {
            nodes, snapshot,
        };
        apply.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var file = parsed.GetValue(snapshot);
            await using var session = CommandRun.Open(context, parsed, optional: file is not null, out var configuration);
            using var daemon = file is null ? await apply.OpenStateAsync(context, parsed, session, configuration, stop) : null;
            if (daemon is not null)
            {
                var call = DaemonCall.Drain(parsed.GetValue(nodes)!);
                return await daemon.RunAsync(call, configuration, plan => apply.Order(parsed, plan, new PlanRequest { Drain = call.Nodes }), stop);
            }
            var facts = file is null ? await session.CaptureAsync(stop) : new DocumentFile(context).ReadSnapshot(file);
            var request = new PlanRequest { Drain = KnownNames.Nodes(parsed.GetValue(nodes)!, facts) };
            var order = apply.Order(parsed, session.Balancer.Plan(facts, request, stop), request);
            if (file is null)
            {
                return await ApplyRun.RunAsync(context, session, configuration, order, stop);
            }
            PlanOutput.Write(context, order.Plan, order.Output);
            return ExitCodes.For(order.Plan);
        });
        return command;
    }
}
