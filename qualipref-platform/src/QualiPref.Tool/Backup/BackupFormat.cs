using MongoDB.Bson;

namespace QualiPref.Tool.Backup;

/// <summary>
/// A backup is gzip over BSON documents, one after the other: a header; for each collection a heading, its documents as they are stored, and an empty document; at the
/// end how many documents each collection has, and SHA-256 of all before. <c>gunzip | bsondump</c> shows it.
/// </summary>
internal static class BackupFormat
{
    /// <summary>The version that is written; no other can be read.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a document: what MongoDB stores, and what it adds to it itself.</summary>
    public const int LargestDocument = (16 * 1024 * 1024) + (16 * 1024);

    public const string Format = "format", Name = "qualipref-backup", VersionField = "version", Code = "code", At = "at", Prefix = "prefix";

    public const string Heading = "collection", Counts = "counts", Digest = "sha256";

    /// <summary>What ends a collection: a document that is stored has an id at least.</summary>
    public static byte[] Empty { get; } = new BsonDocument().ToBson();
}

/// <summary>How a backup begins.</summary>
/// <param name="Code">Version of the code that took it.</param>
/// <param name="At">When it was begun (UTC).</param>
/// <param name="Prefix">What the names of the databases began with.</param>
internal sealed record BackupHeader(string Code, DateTime At, string Prefix)
{
    public BsonDocument ToBson() => new()
    {
        [BackupFormat.Format] = BackupFormat.Name,
        [BackupFormat.VersionField] = BackupFormat.Version,
        [BackupFormat.Code] = Code,
        [BackupFormat.At] = At,
        [BackupFormat.Prefix] = Prefix,
    };

    /// <exception cref="RefusedException">It is another file, or of another version.</exception>
    public static BackupHeader Of(BsonDocument header)
    {
        if (header.GetValue(BackupFormat.Format, "") != BackupFormat.Name) throw new DamagedException();
        var (version, code) = (header.GetValue(BackupFormat.VersionField, 0), header.GetValue(BackupFormat.Code, "?"));
        if (version != BackupFormat.Version)
        {
            throw new RefusedException(
                $"The backup has format {version}, and this tool reads format {BackupFormat.Version} alone. It was taken by version {code}: restore it with the tool of that version.");
        }
        return header.GetValue(BackupFormat.At, "") is BsonDateTime { IsValidDateTime: true } at && header.GetValue(BackupFormat.Prefix, 0) is BsonString prefix
            ? new BackupHeader($"{code}", at.ToUniversalTime(), prefix.Value)
            : throw new DamagedException();
    }
}

/// <summary>What cannot be done, in words for whoever asked: what is wrong and what to do.</summary>
/// <param name="message">The words.</param>
internal class RefusedException(string message) : Exception(message);

/// <summary>A backup is not what was written.</summary>
internal sealed class DamagedException() : RefusedException(
    "This is no whole backup of QualiPref: it ends too early or was altered. Nothing can be restored from it.");
