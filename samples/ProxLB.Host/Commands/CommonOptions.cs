using System.CommandLine;
using ProxLB.Core.Optimization;
using ProxLB.Host.Configuration;
using ProxLB.Host.Output;

namespace ProxLB.Host.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    /// <summary>The configuration file; every command takes it.</summary>
    public static Option<string?> Config { get; } = new("--config", "-c")
    {
        Description = $"The configuration file (default: {ConfigurationFile.DefaultPath})",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Whether the log and the details of errors are printed; every command takes it.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Print the log, and the details of unexpected errors, to standard error",
        Recursive = true,
    };

    /// <summary>A snapshot to work on instead of a cluster.</summary>
    public static Option<string?> Snapshot() => new("--snapshot")
    {
        Description = "Work on a snapshot file instead of a cluster; '-' reads standard input",
        HelpName = "FILE",
    };

    /// <summary>Text for a person or a document for a program.</summary>
    public static Option<OutputFormat> Output() =>
        Output("text for a person, json for a program", ("text", OutputFormat.Text), ("json", OutputFormat.Json));

    /// <summary>Text, a document, or a page: for commands that show a plan.</summary>
    public static Option<OutputFormat> PlanOutput() =>
        Output("text for a person, json for a program, html for a browser", ("text", OutputFormat.Text), ("json", OutputFormat.Json), ("html", OutputFormat.Html));

    /// <summary>What is to be reached.</summary>
    public static Option<BalancingGoal?> Goal()
    {
        var option = new Option<BalancingGoal?>("--goal")
        {
            Description = "What to reach: target, best or rules-only (default: as configured)",
            HelpName = "GOAL",
            CustomParser = result => ChoiceParser.Parse<BalancingGoal?>(
                result, ("target", BalancingGoal.Target), ("best", BalancingGoal.Best), ("rules-only", BalancingGoal.RulesOnly)),
        };
        option.CompletionSources.Add("target", "best", "rules-only");
        return option;
    }

    private static Option<OutputFormat> Output(string description, params IReadOnlyList<(string Word, OutputFormat Format)> choices)
    {
        var words = choices.Select(choice => choice.Word).ToArray();
        var option = new Option<OutputFormat>("--output")
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result => ChoiceParser.Parse(result, choices),
        };
        option.CompletionSources.Add(words);
        return option;
    }
}
