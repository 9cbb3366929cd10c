using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// An entry in its place in the chain of a service: its hash covers its number, all that it says and the hash of the entry before it, so that none can be altered,
/// taken out or put in between without altering all that follow.
/// </summary>
/// <param name="Number">1, 2, … without gaps.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Previous">Hash of the entry before; <see cref="Beginning"/> for the first.</param>
/// <param name="Hash">SHA-256 of <see cref="CanonicalText"/>, in lower-case hexadecimal.</param>
public sealed record SealedEntry([property: BsonId] long Number, AuditEntry Entry, string Previous, string Hash)
{
    // A further member of an entry is a further format; entries of this one are hashed as they are for ever.
    private const int Format = 1;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What comes before the first entry.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>Seals an entry.</summary>
    /// <param name="service">Name of the service whose chain it is.</param>
    /// <param name="head">The end of the chain so far.</param>
    /// <param name="entry">The entry.</param>
    public static SealedEntry After(string service, AuditHead head, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(head);
        var open = new SealedEntry(head.Number + 1, entry, head.Hash, "");
        return open with { Hash = open.HashIn(service) };
    }

    /// <summary>The hash that it must have in the chain of a service.</summary>
    /// <param name="service">Name of the service.</param>
    public string HashIn(string service) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText(service))));

    /// <summary>What is hashed: JSON without blanks, members in the order of their names, as RFC 8785 writes it.</summary>
    /// <param name="service">Name of the service.</param>
    public string CanonicalText(string service)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            json.WriteString("act", Entry.Act);
            json.WriteString("at", Entry.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteStartObject("by");
            if (Entry.By.For is { } other) json.WriteString("for", other);
            json.WriteString("id", Entry.By.Id);
            json.WriteString("kind", Entry.By.Kind);
            json.WriteEndObject();
            json.WriteStartObject("details");
            foreach (var (name, value) in Entry.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal)) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteNumber("format", Format);
            json.WriteString("id", Entry.Id.ToString());
            json.WriteString("kind", Entry.Kind);
            json.WriteNumber("number", Number);
            json.WriteStartObject("on");
            WriteList(json, "ids", Entry.On.Ids);
            json.WriteString("kind", Entry.On.Kind);
            json.WriteEndObject();
            json.WriteString("previous", Previous);
            json.WriteString("service", service);
            WriteList(json, "sites", Entry.Sites);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

/// <summary>The end of a chain: whoever knows it can tell whether anything up to there was altered.</summary>
/// <param name="Number">Number of the last entry; 0 of an empty chain.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Number, string Hash)
{
    /// <summary>The end of an empty chain.</summary>
    public static AuditHead Empty { get; } = new(0, SealedEntry.Beginning);
}
