using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProxLB.Host.Tests.Processes;

/// <summary>The program as a process of its own, that can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];

    private HostProcess(Process process) => _process = process;

    public static HostProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "proxlb.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = new HostProcess(new Process { StartInfo = start });
        process._process.OutputDataReceived += (_, line) => process.Hear(line.Data);
        process._process.ErrorDataReceived += (_, line) => process.Hear(line.Data);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Ends it as <c>kill -9</c> does: nothing of it runs any further.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has printed something, or fails and says what it printed instead.</summary>
    public async Task SaysAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_said)
        {
            _waiting.Add((text, said));
            Tell();
        }

        try
        {
            await said.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The program did not print '{text}' within two minutes, but: {Said()}");
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public async Task<(int ExitCode, string Said)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, Said());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string Said()
    {
        lock (_said)
        {
            return _said.ToString();
        }
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
            Tell();
        }
    }

    private void Tell() => _waiting.FindAll(waiter => _said.ToString().Contains(waiter.Text, StringComparison.Ordinal)).ForEach(waiter => waiter.Said.TrySetResult());
}
