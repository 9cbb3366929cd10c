using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Synthetic;

/// <summary>UUIDs derived from a name (RFC 9562, version 5), so that the same seed always makes the same ids.</summary>
public static class NameBasedUuid
{
    private static readonly Guid Space = new("7d1f3b52-6f0c-4c55-9a3e-0f6f0a6f1c11");

    /// <summary>The UUIDv5 of a name in this project's synthetic name space.</summary>
    /// <param name="name">Any text.</param>
    public static Guid Of(string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
#pragma warning disable CA5350 // RFC 9562 fixes SHA-1 for version 5: a name, not a secret
        var hash = SHA1.HashData(input);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
