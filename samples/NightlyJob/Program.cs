using NightlyJob;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Proxmox;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var report = args switch
{
    ["--try"] => await Rehearsal.RunAsync(stop.Token),
    [var settings, var stateDirectory, var receiver] => await RunAsync(settings, stateDirectory, new Uri(receiver)),
    _ => null,
};
if (report is null)
{
    Console.Error.WriteLine("Usage: NightlyJob SETTINGS.json STATE_DIRECTORY REPORT_URL, or NightlyJob --try");
    return 2;
}

Console.WriteLine($"{report.End}: {report.Moved} moved, {report.Failed} failed. {report.Reason}");
return report.Verdict == ExecutionVerdict.Done ? 0 : 1;

async Task<ExecutionReport> RunAsync(string settings, string stateDirectory, Uri receiver)
{
    // Sections Proxmox, Balancer and Execution; NIGHTLY_Proxmox__TokenSecret keeps the secret out of the file.
    var configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(settings)).AddEnvironmentVariables("NIGHTLY_").Build();
    using var cluster = ProxmoxClusterProvider.Create(Read<ProxmoxOptions>(ProxmoxOptions.SectionName));
    var run = new NightlyRun(cluster, new Balancer(Read<BalancerOptions>("Balancer")), Read<ExecutionOptions>("Execution"), TimeProvider.System);
    return await run.RunAsync(stateDirectory, receiver, stop.Token);

    T Read<T>(string section)
        where T : new()
    {
        var options = new T();
        configuration.GetSection(section).Bind(options);
        return options;
    }
}
