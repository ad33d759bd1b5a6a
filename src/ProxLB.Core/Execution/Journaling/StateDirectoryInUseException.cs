namespace ProxLB.Core.Execution.Journaling;

/// <summary>Another executor on this host has the state directory.</summary>
/// <param name="path">The folder.</param>
/// <param name="innerException">The cause.</param>
public sealed class StateDirectoryInUseException(string path, Exception? innerException = null)
    : IOException($"The state directory {path} is in use by another process: only one may carry out plans. Hand the plan to the running one, stop it, or choose another state directory.", innerException)
{
    /// <summary>The folder.</summary>
    public string DirectoryPath { get; } = path;
}
