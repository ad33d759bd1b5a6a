using System.Buffers;

namespace ProxLB.Proxmox.Api;

/// <summary>The body of an answer, in borrowed memory: give it back by disposing of it, and do not use it afterwards.</summary>
internal sealed class AnswerBody : IDisposable
{
    // Larger ones are rare, and the pool would keep them for long.
    private const int LargestBorrowed = 1 << 20;

    private byte[] _buffer;

    private AnswerBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <param name="content">The content of an answer whose headers are read.</param>
    /// <param name="largest">The most bytes that are taken.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The answer is cut off or too long.</exception>
    public static async Task<AnswerBody> ReadAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        var expected = content.Headers.ContentLength ?? 0;
        if (expected > largest)
        {
            throw TooLong(largest);
        }

        var buffer = Take((int)Math.Max(expected + 1, 4096)); // one more, so that the end is seen without growing
        var length = 0;
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > largest)
                {
                    throw TooLong(largest);
                }

                buffer = length == buffer.Length ? Grow(buffer) : buffer;
            }

            return new AnswerBody(buffer, length);
        }
        catch
        {
            GiveBack(buffer);
            throw;
        }
    }

    public void Dispose()
    {
        GiveBack(Interlocked.Exchange(ref _buffer, []));
    }

    private static byte[] Take(int length) => length <= LargestBorrowed ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];

    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= LargestBorrowed)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = Take(full.Length * 2);
        full.CopyTo(larger, 0);
        GiveBack(full);
        return larger;
    }

    private static IOException TooLong(int largest) => new($"it is longer than {largest >> 20} MiB");
}
