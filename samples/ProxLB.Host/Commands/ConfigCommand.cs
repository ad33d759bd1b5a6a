using System.CommandLine;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb config check</c> and <c>proxlb config show</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create(HostContext context)
    {
        var check = new ExampleCommand("check", "Check the configuration file; all mistakes are reported at once", "proxlb config check -c proxlb.yaml");
        check.SetAction(parsed => Check(context, Load(context, parsed)));
        var show = new ExampleCommand("show", "Print the effective values and where each comes from; secrets are masked", "proxlb config show -c proxlb.yaml");
        show.SetAction(parsed => Show(context, Load(context, parsed)));
        return new ExampleCommand("config", "Check or show the configuration", "proxlb config check", "proxlb config show") { check, show };
    }

    private static HostConfiguration Load(HostContext context, ParseResult parsed) =>
        ConfigurationFile.Load(parsed.GetValue(CommonOptions.Config) ?? ConfigurationFile.DefaultPath, context.Environment);

    private static int Check(HostContext context, HostConfiguration configuration)
    {
        context.Output.WriteLine($"{configuration.File}: correct, {configuration.Written.Count} keys set.");
        return WriteNotes(context, configuration);
    }

    private static int Show(HostContext context, HostConfiguration configuration)
    {
        ConfigurationText.Write(context.Output, configuration);
        return WriteNotes(context, configuration);
    }

    private static int WriteNotes(HostContext context, HostConfiguration configuration)
    {
        var messages = new ErrorText(context);
        configuration.Notes.ForEach(messages.WriteNote);
        return ExitCodes.Done;
    }
}
