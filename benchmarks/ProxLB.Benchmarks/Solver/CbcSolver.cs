using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ProxLB.Benchmarks.Solver;

/// <summary>Runs COIN-OR's branch-and-cut solver <c>cbc</c> on a program.</summary>
internal sealed partial class CbcSolver(int limitSeconds)
{
    private const int GraceSeconds = 30;

    /// <param name="program">The program in LP format.</param>
    /// <param name="guests">How many guests it places.</param>
    /// <param name="allowedGap">A placement this close to the bound is as good as the best.</param>
    public SolverAnswer Solve(string program, int guests, double allowedGap)
    {
        var folder = Directory.CreateTempSubdirectory("proxlb-solver-");
        try
        {
            var input = Path.Combine(folder.FullName, "problem.lp");
            var output = Path.Combine(folder.FullName, "solution.txt");
            File.WriteAllText(input, program);
            var log = Run(input, output, allowedGap);
            return Read(log, File.Exists(output) ? File.ReadAllLines(output) : [], guests);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Run(string input, string output, double allowedGap)
    {
        var start = new ProcessStartInfo("cbc")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                input, "-timeMode", "elapsed", "-seconds", limitSeconds.ToString(),
                "-allowableGap", allowedGap.ToString(), "-threads", "0", "-solve", "-solution", output,
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("cbc did not start.");
        var log = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(limitSeconds + GraceSeconds)))
        {
            process.Kill();
        }

        return log.GetAwaiter().GetResult();
    }

    private static SolverAnswer Read(string log, string[] solution, int guests)
    {
        var optimal = log.Contains("Result - Optimal solution found", StringComparison.Ordinal);
        var impossible = Impossible().IsMatch(log);
        var objective = Last(ObjectiveLine().Matches(log));
        var bound = Last(BoundLine().Matches(log));
        var place = new int[guests];
        Array.Fill(place, -1);
        foreach (var line in solution)
        {
            if (PlacedLine().Match(line) is { Success: true } placed
                && double.Parse(placed.Groups["value"].Value) > 0.5)
            {
                place[int.Parse(placed.Groups["guest"].Value)] = int.Parse(placed.Groups["node"].Value);
            }
        }

        // Without a placement the file holds fractions of one.
        var found = !double.IsNaN(objective) && !place.Contains(-1) && !log.Contains("No feasible solution found", StringComparison.Ordinal);
        return new SolverAnswer(
            optimal || impossible, found ? objective : double.NaN, optimal && double.IsNaN(bound) ? objective : bound, found ? place : []);
    }

    private static double Last(MatchCollection matches) =>
        matches.Count == 0 ? double.NaN : double.Parse(matches[^1].Groups["value"].Value);

    [GeneratedRegex("^(Result - )?(Problem (is|proven) infeasible|Linear relaxation infeasible)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Impossible();

    [GeneratedRegex(@"^Objective value:\s+(?<value>[-+.\deE]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectiveLine();

    [GeneratedRegex(@"^Lower bound:\s+(?<value>[-+.\deE]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BoundLine();

    [GeneratedRegex(@"\bx(?<guest>\d+)_(?<node>\d+)\s+(?<value>[-+.\deE]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlacedLine();
}
