using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Output.Html;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Output;

/// <summary>Prints a plan in the format that was asked for.</summary>
internal static class PlanOutput
{
    public static void Write(HostContext context, MigrationPlan plan, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(context, PlanWriter.ToUtf8(plan));
                break;
            case OutputFormat.Html:
                PlanPage.Write(context.Output, plan);
                break;
            default:
                new PlanText(TerminalConsole.Create(context.Output, context.OutputTerminal)).Write(plan);
                break;
        }
    }
}
