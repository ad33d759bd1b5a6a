using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Handover;
using ProxLB.Host.Hosting;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary>Options of the commands that carry a plan out.</summary>
internal sealed class ApplyOptions
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask before migrating" };
    private readonly Option<bool> _dryRun = new("--dry-run", "-d") { Description = "Show what would be done and send nothing" };
    private readonly Option<bool> _closeCircuit = new("--close-circuit") { Description = "Start although too many of the last migrations failed: for when the cause was found" };
    private readonly Option<OutputFormat> _output = CommonOptions.PlanOutput();

    public void AddTo(Command command)
    {
        command.Add(_yes);
        command.Add(_dryRun);
        command.Add(_closeCircuit);
        command.Add(_output);
    }

    /// <summary>Takes the state directory if migrations may be sent; before anything is planned, because cooldowns are kept there.</summary>
    /// <returns>The daemon that has the directory and does it instead; null: the session has it, or needs none.</returns>
    /// <exception cref="UserErrorException">This host may not migrate guests; the message names the one that may.</exception>
    public async Task<DaemonHandover?> OpenStateAsync(HostContext context, ParseResult parsed, ClusterSession session, HostConfiguration configuration, CancellationToken stop)
    {
        if (configuration.Enabled && !parsed.GetValue(_dryRun))
        {
            var path = StateLocation.Of(configuration, context.Environment);
            await StateOwnership.RequireAsync(path, stop);
            if (!session.TryOpenState(path, parsed.CommandResult.Command.Name))
            {
                var link = parsed.GetValue(_closeCircuit) ? null : DaemonLink.To(StateOwner.Read(path), configuration.Proxmox);
                return link is not null ? new DaemonHandover(context, link) : throw new UserErrorException(StateOwner.Describe(path));
            }
            if (await session.AskWhetherToActAsync(stop) is { Allowed: false } decision)
            {
                throw new UserErrorException(decision.Reason!);
            }
            foreach (var repair in session.Repairs)
            {
                new ErrorText(context).WriteNote(repair);
            }
            CommandRun.NoteState(context, session);
        }
        else
        {
            CommandRun.ReadState(context, session, configuration);
        }
        return null;
    }

    public ApplyOrder Order(ParseResult parsed, MigrationPlan plan, PlanRequest request, params IReadOnlyList<string> undrains) =>
        new(plan, request, parsed.GetValue(_output), parsed.GetValue(_yes), parsed.GetValue(_dryRun), parsed.GetValue(_closeCircuit)) { Undrains = undrains };
}
