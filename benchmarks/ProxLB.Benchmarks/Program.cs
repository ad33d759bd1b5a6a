using BenchmarkDotNet.Running;
using ProxLB.Benchmarks;

if (args is ["capture"])
{
    await CaptureSpeed.RunAsync(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(CaptureSpeed).Assembly).Run(args);
