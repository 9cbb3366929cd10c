using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace QualiPref.Complaints.Tests.Setup;

internal static class Digests
{
    /// <summary>The digest of a row of cases, all of them counted, computed apart from the product's own code, as the definition says.</summary>
    public static string Of(params IEnumerable<(Guid Id, long Version)> cases)
    {
        BigInteger sum = 0;
        foreach (var (id, version) in cases)
        {
            byte[] bytes = [.. Convert.FromHexString(id.ToString("N")), .. BitConverter.GetBytes(version).Reverse(), 1];
            sum += new BigInteger(SHA256.HashData(bytes).AsSpan(0, 8), isUnsigned: true, isBigEndian: true);
        }
        return ((ulong)(sum % (BigInteger.One << 64))).ToString("x16", CultureInfo.InvariantCulture);
    }
}
