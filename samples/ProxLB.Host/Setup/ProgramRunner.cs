using System.ComponentModel;
using System.Diagnostics;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Setup;

/// <summary>Runs another program of this machine, without a shell.</summary>
internal static class ProgramRunner
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="UserErrorException">It is not on this machine.</exception>
    public static async Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return new(process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            throw new UserErrorException($"{program} is not on this machine. Run this on a node of the cluster, or leave --apply out and copy the commands there.");
        }
    }
}
