namespace ProxLB.SimulatedCluster.World;

/// <summary>A request that the cluster refuses, with the status and the text of the real API.</summary>
public sealed class RequestRefusedException : Exception
{
    /// <summary>Refuses with a status and a text.</summary>
    public RequestRefusedException(int status, string message)
        : base(message) => Status = status;

    /// <summary>Refuses a parameter, with status 400.</summary>
    public RequestRefusedException(IReadOnlyDictionary<string, string> errors)
        : base("Parameter verification failed.")
    {
        Status = 400;
        Errors = errors;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>What is wrong with which parameter; null if it is not about parameters.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; }

    internal static RequestRefusedException Parameter(string name, string text) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = text });

    internal static RequestRefusedException Failure(string text) => new(500, text);
}
