using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Platform.Limits;

/// <summary>
/// Names callers by a digest that nobody can turn back once its salt is gone: salts are random, live for an hour, and are the same in all replicas. Neither the
/// address nor whose token it is is kept anywhere, told to anybody or logged.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallerKeys(TimeProvider time)
{
    /// <summary>For how long a salt is used.</summary>
    public static readonly TimeSpan SaltLifetime = TimeSpan.FromHours(1);

    private const int DigestSize = 16, LongestName = 256;

    private volatile Held _held = New(time);

    /// <summary>Whether the hour of the salt is over.</summary>
    public bool IsOld => time.GetElapsedTime(_held.Since) >= SaltLifetime;

    /// <summary>Takes over the salt that all replicas share.</summary>
    public void Share(byte[] salt)
    {
        if (!salt.AsSpan().SequenceEqual(_held.Salt)) _held = new Held(salt, time.GetTimestamp());
    }

    /// <summary>Names whoever bears a token or session.</summary>
    /// <param name="kind">By what it is counted.</param>
    /// <param name="name">The id in the token.</param>
    public UInt128 Of(LimitKind kind, string name)
    {
        // A name of any length: what is beyond would be cut off for everybody alike.
        var cut = name.Length <= LongestName ? name : name[..LongestName];
        return Digest(kind, Encoding.UTF8.GetBytes(cut));
    }

    /// <summary>Names an address. Of the sixth version its network is named: whoever has one address there has all of them.</summary>
    /// <param name="kind">By what it is counted.</param>
    /// <param name="address">The address; null where a request has none.</param>
    public UInt128 Of(LimitKind kind, IPAddress? address)
    {
        var bytes = address is null ? [] : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Digest(kind, address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? bytes.AsSpan(0, 8) : bytes);
    }

    private UInt128 Digest(LimitKind kind, ReadOnlySpan<byte> name)
    {
        Span<byte> told = stackalloc byte[1 + name.Length];
        told[0] = (byte)kind;
        name.CopyTo(told[1..]);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Salt, told, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest[..DigestSize]);
    }

    /// <summary>A salt that nobody has used.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(32);

    // The one in use. A new one is made when an hour is over in which no exchange brought one; two requests at once may make one each, of which the later holds.
    private byte[] Salt => (IsOld ? _held = New(time) : _held).Salt;

    private static Held New(TimeProvider time) => new(NewSalt(), time.GetTimestamp());

    private sealed record Held(byte[] Salt, long Since);
}
