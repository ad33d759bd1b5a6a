namespace ProxLB.Core.Tests.Execution.Journaling;

/// <summary>A file on a disk that becomes full in the middle of a write.</summary>
internal sealed class FullDisk(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
{
    /// <summary>Bytes that still fit; null: no limit.</summary>
    public int? Room { get; set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Room is { } room && count > room)
        {
            base.Write(buffer, offset, room);
            Room = 0;
            throw new IOException("No space left on device");
        }

        Room -= count;
        base.Write(buffer, offset, count);
    }
}
