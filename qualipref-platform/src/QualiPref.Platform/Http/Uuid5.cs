using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Platform.Http;

/// <summary>Name-based UUIDs, version 5 (RFC 9562 §5.5): the same name always gives the same id.</summary>
public static class Uuid5
{
    /// <summary>Computes the UUID of a name.</summary>
    /// <param name="space">Namespace, so that equal names of different things differ.</param>
    /// <param name="name">The name.</param>
    public static Guid Create(Guid space, string name)
    {
        Span<byte> hash = stackalloc byte[20];
        Span<byte> spaceBytes = stackalloc byte[16];
        space.TryWriteBytes(spaceBytes, bigEndian: true, out _);
        // RFC 9562 prescribes SHA-1 here; it identifies, it does not protect.
#pragma warning disable CA5350
        SHA1.HashData([.. spaceBytes, .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
