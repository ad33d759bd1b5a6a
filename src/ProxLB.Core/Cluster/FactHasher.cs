using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProxLB.Core.Cluster;

/// <summary>Hashes facts as they are named, field by field. A field is its number and its value, one that has its default is
/// left out, and a record ends with a zero, so that no two different records hash the same bytes.</summary>
internal sealed class FactHasher : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int MostBytesOfScalar = 1 + sizeof(long);
    private const byte RecordEnd = 0;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _used;

    public void Whole(byte field, long value, long usual = 0)
    {
        if (value != usual)
        {
            Put(field, value);
        }
    }

    public void Whole(byte field, long? value)
    {
        if (value is { } known)
        {
            Put(field, known);
        }
    }

    public void Number(byte field, double? value)
    {
        if (value is { } known)
        {
            Put(field, BitConverter.DoubleToInt64Bits(known));
        }
    }

    public void Number(byte field, double value, double usual) => Number(field, value.Equals(usual) ? null : value);

    public void Flag(byte field, bool value, bool usual = false) => Whole(field, value ? 1 : 0, usual ? 1 : 0);

    public void Moment(byte field, DateTimeOffset? value) => Whole(field, value?.UtcTicks);

    public void Text(byte field, string? value)
    {
        if (value is null)
        {
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > BufferSize - MostBytesOfScalar)
        {
            TextInPieces(field, value);
            return;
        }

        Reserve(MostBytesOfScalar + most);
        var length = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_used + MostBytesOfScalar));
        Put(field, length);
        _used += length;
    }

    public void Texts(byte field, IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        Put(field, values.Count);
        for (var index = 0; index < values.Count; index++)
        {
            Text(field, values[index]);
        }
    }

    public void Int32s(byte field, IReadOnlyList<int> values)
    {
        Whole(field, values.Count);
        for (var index = 0; index < values.Count; index++)
        {
            Put(field, values[index]);
        }
    }

    /// <summary>Hashes a map; the order of its entries does not matter.</summary>
    public void Map<T>(byte field, IReadOnlyDictionary<string, T> values, Action<FactHasher, byte, T> value)
    {
        if (values.Count == 0)
        {
            return;
        }

        Put(field, values.Count);
        IEnumerable<KeyValuePair<string, T>> ordered = values.Count == 1 ? values : values.OrderBy(entry => entry.Key, StringComparer.Ordinal);
        foreach (var entry in ordered)
        {
            Text(field, entry.Key);
            value(this, field, entry.Value);
        }
    }

    public void Records<T>(byte field, IReadOnlyList<T> values, Action<FactHasher, T> fields)
    {
        Whole(field, values.Count);
        for (var index = 0; index < values.Count; index++)
        {
            fields(this, values[index]);
            EndRecord();
        }
    }

    public void Record<T>(byte field, T? value, Action<FactHasher, T> fields)
        where T : class
    {
        if (value is not null)
        {
            Put(field, 1);
            fields(this, value);
            EndRecord();
        }
    }

    /// <summary>The hash of all that was named, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        Flush();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest);
    }

    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void TextInPieces(byte field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Put(field, bytes.Length);
        Flush();
        _hash.AppendData(bytes);
    }

    private void EndRecord()
    {
        Reserve(1);
        _buffer[_used++] = RecordEnd;
    }

    private void Put(byte field, long value)
    {
        Reserve(MostBytesOfScalar);
        _buffer[_used] = field;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used + 1), value);
        _used += MostBytesOfScalar;
    }

    private void Reserve(int bytes)
    {
        if (BufferSize - _used < bytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
