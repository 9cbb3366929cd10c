using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Fingerprint of a site-day in a balance: the sum modulo 2^64 of the first 8 bytes (big-endian) of SHA-256 over id (16 bytes in RFC
/// 9562 order), version (8 bytes, big-endian) and counted (one byte, 1 or 0). Source and consumer compute it each from their own data;
/// the order of records does not matter.
/// </summary>
public sealed class BalanceDigest
{
    private ulong _sum;

    /// <summary>Adds one record in its present version.</summary>
    /// <param name="id">Id of the answer or case.</param>
    /// <param name="version">Its version.</param>
    /// <param name="counted">Whether it enters figures.</param>
    public void Add(Guid id, long version, bool counted)
    {
        Span<byte> record = stackalloc byte[25];
        id.TryWriteBytes(record, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(record[16..], version);
        record[24] = counted ? (byte)1 : (byte)0;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        _sum = unchecked(_sum + BinaryPrimitives.ReadUInt64BigEndian(hash));
    }

    /// <summary>The sum in 16 hexadecimal digits: JSON numbers are not exact beyond 2^53.</summary>
    public override string ToString() => _sum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
