using System.CommandLine;
using ProxLB.Core.Planning;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary>Options of the commands that carry a plan out.</summary>
internal sealed class ApplyOptions
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask before migrating" };
    private readonly Option<bool> _dryRun = new("--dry-run", "-d") { Description = "Show what would be done and send nothing" };
    private readonly Option<OutputFormat> _output = CommonOptions.Output();

    public void AddTo(Command command)
    {
        command.Add(_yes);
        command.Add(_dryRun);
        command.Add(_output);
    }

    public ApplyOrder Order(ParseResult parsed, MigrationPlan plan, PlanRequest request) =>
        new(plan, request, parsed.GetValue(_output), parsed.GetValue(_yes), parsed.GetValue(_dryRun));
}
