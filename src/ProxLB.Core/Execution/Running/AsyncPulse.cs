namespace ProxLB.Core.Execution.Running;

/// <summary>Wakes one waiter. Beats before and during a wait count; several count as one.</summary>
internal sealed class AsyncPulse
{
    private TaskCompletionSource _beat = New();

    /// <summary>Safe from any thread.</summary>
    public void Set() => Volatile.Read(ref _beat).TrySetResult();

    public async Task WaitAsync()
    {
        await _beat.Task.ConfigureAwait(true);
        Volatile.Write(ref _beat, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
