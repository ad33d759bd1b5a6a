using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ProxLB.Benchmarks;
using ProxLB.Benchmarks.Captures;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Benchmarks.Soak;
using ProxLB.Benchmarks.Solver;
using ProxLB.Benchmarks.Tables;

switch (args)
{
    case ["capture"]:
        await CaptureSpeed.RunAsync(Console.Out);
        break;
    case ["table", ..]:
        PlanningTable.Run(Console.Out, ClusterSize.All[..Number(1, ClusterSize.All.Length)]);
        break;
    case [ColdRun.Command, ..]:
        ColdRun.Report(Console.Out, new ClusterSize(Number(1, 3), Number(2, 30)));
        break;
    case ["bruteforce", ..]:
        return BruteForceComparison.Run(Console.Out, Number(1, 1000), Number(2, 1)) == 0 ? 0 : 1;
    case ["cancel"]:
        CancelTable.Run(Console.Out);
        break;
    case ["rules"]:
        RuleCost.Run(Console.Out);
        break;
    case ["solver", ..]:
        SolverComparison.Run(Console.Out, Number(1, 100), Number(2, 60), Number(3, 1));
        break;
    case ["soak", ..]:
        await SoakCommand.RunAsync(Number(1, 30));
        break;
    default:
        // The build of a benchmark's own program takes longer than BenchmarkDotNet expects where the machine is busy.
        var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
        BenchmarkSwitcher.FromAssembly(typeof(CaptureSpeed).Assembly).Run(DryRun.Recognise(args), config);
        break;
}

return 0;

int Number(int index, int standard) => args.Length > index ? int.Parse(args[index]) : standard;
