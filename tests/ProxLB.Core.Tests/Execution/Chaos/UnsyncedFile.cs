namespace ProxLB.Core.Tests.Execution.Chaos;

/// <summary>A file that does not wait for the disk: a simulated kill does not lose what the process has written.</summary>
internal sealed class UnsyncedFile(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
{
    public override void Flush(bool flushToDisk) => base.Flush(flushToDisk: false);
}
