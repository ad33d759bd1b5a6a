using System.CommandLine;
using System.Globalization;
using ProxLB.Host.Demo;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb demo</c>: a simulated cluster, balanced before the user's eyes. Needs nothing.</summary>
internal static class DemoCommand
{
    private const int MostNodes = 32;
    private const int MostGuests = 1000;

    public static Command Create(HostContext context)
    {
        var nodes = Whole("--nodes", "How many nodes", 5, 1, MostNodes);
        var guests = Whole("--guests", "How many guests", 40, 0, MostGuests);
        var seed = Whole("--seed", "The same seed gives the same cluster", 1, 0, int.MaxValue);
        var version = new Option<ClusterVersion>("--version")
        {
            Description = "The Proxmox VE version, 7.4 to 9.2",
            HelpName = "VERSION",
            DefaultValueFactory = _ => ClusterVersion.Default,
            CustomParser = result => ClusterVersionParser.Parse(result, "--version"),
        };
        var web = new Option<bool>("--web") { Description = "Show the cluster on a web page of this machine until Ctrl+C" };
        var port = Whole("--port", "The page's port; 0: a free one", WebDemo.DefaultPort, 0, 65535);
        var command = new ExampleCommand(
            "demo",
            "Balance a simulated cluster before your eyes; needs nothing",
            "proxlb demo",
            "proxlb demo --nodes 8 --guests 120 --seed 7",
            "proxlb demo --version 8.4",
            "proxlb demo --web")
        {
            nodes, guests, seed, version, web, port,
        };
        command.SetAction((parsed, stop) =>
        {
            var options = new DemoOptions(parsed.GetValue(nodes), parsed.GetValue(guests), parsed.GetValue(seed), parsed.GetValue(version));
            var verbose = parsed.GetValue(CommonOptions.Verbose);
            return parsed.GetValue(web)
                ? new WebDemo(context, verbose).RunAsync(options, parsed.GetValue(port), stop)
                : new DemoRun(context, verbose).RunAsync(options, stop);
        });
        return command;
    }

    private static Option<int> Whole(string name, string description, int standard, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }
            result.AddError(most == int.MaxValue ? $"{name}: write a whole number of at least {least}" : $"{name}: write a whole number from {least} to {most}");
            return standard;
        },
    };
}
