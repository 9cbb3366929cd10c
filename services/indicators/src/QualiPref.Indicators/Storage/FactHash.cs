using System.Security.Cryptography;
using MongoDB.Bson;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// Fingerprint of what one version of a fact says: the first 16 bytes of SHA-256 over the BSON of <c>{ site, date, version, state }</c>. It tells
/// a fact that was altered from one that was not; two facts that say the same have the same.
/// </summary>
internal static class FactHash
{
    public const int Length = 16;

    /// <param name="site">Code of the site.</param>
    /// <param name="date">Local legal date as stored, <c>yyyy-MM-dd</c>.</param>
    /// <param name="version">Version of the fact.</param>
    /// <param name="state">What it says, as stored: the order of its fields counts.</param>
    public static byte[] Of(string site, string date, int version, BsonDocument state)
    {
        var content = new BsonDocument { ["site"] = site, ["date"] = date, ["version"] = version, ["state"] = state };
        return SHA256.HashData(content.ToBson())[..Length];
    }
}
