using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Fingerprint of which cells are held in which version: the sum modulo 2^64 of the first 8 bytes (big-endian) of SHA-256 over the UTF-8
/// text <c>{site}|{yyyy-MM-dd}@{version}</c> of each. Whoever holds copies compares it with the owner's; the order does not matter.
/// </summary>
public sealed class CellVersionDigest
{
    private ulong _sum;

    /// <summary>Adds one cell.</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="date">Local legal date.</param>
    /// <param name="version">Version of the cell.</param>
    public void Add(string site, DateOnly date, long version)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{site}|{date:yyyy-MM-dd}@{version}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        _sum = unchecked(_sum + BinaryPrimitives.ReadUInt64BigEndian(hash));
    }

    /// <summary>The sum in 16 hexadecimal digits: JSON numbers are not exact beyond 2^53.</summary>
    public override string ToString() => _sum.ToString("x16", CultureInfo.InvariantCulture);
}
