namespace ProxLB.Core.Tests.Execution.Journaling;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("proxlb-journal-").FullName;

    public string File => Path.Combine(Folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
