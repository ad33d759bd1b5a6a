using System.Diagnostics;
using System.Text;

namespace ProxLB.Host.Tests.Processes;

/// <summary>The program as a process of its own, that can be told to stop and killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly StringBuilder _said = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];
    private readonly Process _process;
    private readonly Task _reading;

    private HostProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _reading = Task.WhenAll(HearAsync(_process.StandardOutput), HearAsync(_process.StandardError));
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it printed so far, to either stream.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts it; nobody is there to answer a question.</summary>
    public static HostProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(HostProgram).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        return new(start);
    }

    /// <summary>Starts it and waits for its end.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Ends it as <c>kill -9</c> does: nothing of it runs any further.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="name">Its name, such as <c>TERM</c>.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
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
            await await Task.WhenAny(said.Task, _reading).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // What was printed instead is said below.
        }
        Assert.True(said.Task.IsCompleted, $"The program did not print '{text}', but: {Said}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public async Task<(int ExitCode, string Said)> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
            await _reading;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The program did not end. It printed: {Said}");
        }
        return (_process.ExitCode, Said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private async Task HearAsync(TextReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
                Tell();
            }
        }
    }

    private void Tell() => _waiting.FindAll(waiter => _said.ToString().Contains(waiter.Text, StringComparison.Ordinal)).ForEach(waiter => waiter.Said.TrySetResult());
}
