using System.CommandLine;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;
using ProxLB.Host.Files;
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
            if (file is null)
            {
                apply.OpenState(context, parsed, session, configuration);
            }
            var facts = file is null ? await session.CaptureAsync(stop) : new DocumentFile(context).ReadSnapshot(file);
            var request = new PlanRequest { Drain = Known(parsed.GetValue(nodes)!, facts) };
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

    private static List<string> Known(string[] names, ClusterSnapshot facts)
    {
        var known = facts.Nodes.Select(node => node.Name).ToList();
        var unknown = names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        return unknown.Count == 0
            ? [.. names.Distinct(StringComparer.OrdinalIgnoreCase)]
            : throw new UserErrorException([.. unknown.Select(name =>
                $"there is no node '{name}'{(NearestName.Of(name, known) is { } near ? $". Did you mean '{near}'?" : $"; the nodes are {string.Join(", ", known)}")}")]);
    }
}
