using Microsoft.Extensions.Logging;

namespace ProxLB.Core.Operation;

/// <summary>Writes down what is to outlive the process. A disk that is full must not end anything.</summary>
internal sealed class MemoryKeeper(OperatorMemory? memory, ILogger logger)
{
    private readonly Lock _gate = new();

    public void Save(Func<OperatorMemoryContent> content)
    {
        if (memory is null)
        {
            return;
        }

        try
        {
            lock (_gate)
            {
                memory.Save(content());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            OperatorLog.MemoryFailed(logger, memory.ToString(), exception);
        }
    }
}
