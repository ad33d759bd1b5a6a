using BenchmarkDotNet.Running;
using ProxLB.Benchmarks;
using ProxLB.Benchmarks.Clusters;
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
    case ["solver", ..]:
        SolverComparison.Run(Console.Out, Number(1, 100), Number(2, 60));
        break;
    default:
        DryRun.SetBy(args);
        BenchmarkSwitcher.FromAssembly(typeof(CaptureSpeed).Assembly).Run(args);
        break;
}

int Number(int index, int standard) => args.Length > index ? int.Parse(args[index]) : standard;
