using System.CommandLine;

namespace ProxLB.Host.Commands;

/// <summary>The program's command line.</summary>
internal static class ProxLBCommand
{
    public static RootCommand Create(HostContext context)
    {
        var root = new RootCommand("Balances the load of a Proxmox VE cluster: safely, with few migrations, and always saying why.")
        {
            CommonOptions.Config,
            CommonOptions.Verbose,
            DemoCommand.Create(context),
            PlanCommand.Create(context),
            ApplyCommand.Create(context),
            DrainCommand.Create(context),
            UndrainCommand.Create(context),
            BestNodeCommand.Create(context),
            ExplainCommand.Create(context),
            CheckCommand.Create(context),
            SnapshotCommand.Create(context),
            ConfigCommand.Create(context),
            RunCommand.Create(context),
            SetupCommand.Create(context),
            CompletionCommand.Create(context),
            ManualCommand.Create(context),
        };
        var version = root.Options.OfType<VersionOption>().Single();
        root.Options.Remove(version);
        root.Add(new VersionOption("--version", "-v"));
        LegacyFlags.AddTo(root, context);
        HelpLayout.Apply(root, context.OutputTerminal.Width);
        return root;
    }
}
