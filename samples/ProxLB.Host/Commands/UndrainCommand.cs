using System.CommandLine;
using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;
using ProxLB.Host.Handover;
using ProxLB.Host.Hosting;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb undrain NODE</c>: brings guests back to a node that was emptied.</summary>
internal static class UndrainCommand
{
    public static Command Create(HostContext context)
    {
        var node = new Argument<string>("NODE") { Description = "The node that was emptied" };
        var guests = new Option<string[]>("--guests")
        {
            Description = "The guests to bring back, by VMID or name, with commas between (default: those that this host moved off the node when it was last emptied)",
            HelpName = "GUESTS",
        };
        var apply = new ApplyOptions();
        var command = new ExampleCommand(
            "undrain",
            "Bring the guests back to a node that was emptied: plan, show the plan, carry it out",
            "proxlb undrain pve3",
            "proxlb undrain pve3 --guests 101,102 --dry-run")
        {
            node, guests,
        };
        apply.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            await using var session = CommandRun.Open(context, parsed, optional: false, out var configuration);
            using var daemon = await apply.OpenStateAsync(context, parsed, session, configuration, stop);
            if (daemon is not null)
            {
                return parsed.GetValue(guests) is { Length: > 0 }
                    ? throw new UserErrorException("the proxlb daemon brings back the guests that it moved off the node; leave out --guests, or stop the daemon for the time of the command.")
                    : await daemon.RunAsync(DaemonCall.Undrain(parsed.GetValue(node)!), configuration, plan => apply.Order(parsed, plan, new PlanRequest()), stop);
            }
            var facts = await session.CaptureAsync(stop, parsed.GetValue(node)!);
            var home = KnownNames.Node(parsed.GetValue(node)!, facts);
            var away = Returning(session, parsed.GetValue(guests) ?? [], home, facts);
            var request = new PlanRequest { Goal = BalancingGoal.RulesOnly, Return = [.. away.Select(guest => new GuestReturn(guest, home))] };
            var order = apply.Order(parsed, session.Balancer.Plan(facts, request, stop), request, home);
            return await ApplyRun.RunAsync(context, session, configuration, order, stop);
        });
        return command;
    }

    private static IReadOnlyList<int> Returning(ClusterSession session, string[] written, string home, ClusterSnapshot facts)
    {
        var named = written.SelectMany(part => part.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(guest => KnownNames.Guest(guest, facts)).Distinct().ToList();
        if (named.Count > 0)
        {
            return named;
        }
        var moved = session.DrainedFrom(home, facts);
        return moved.Count > 0 || session.Drained.Contains(home, StringComparer.OrdinalIgnoreCase)
            ? moved
            : throw new UserErrorException($"this host knows of no guest that it moved off {home} to empty it and that is still away. Name those that are to return with --guests.");
    }
}
