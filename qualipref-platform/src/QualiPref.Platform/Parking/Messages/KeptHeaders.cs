using System.Text;
using System.Text.Unicode;
using MongoDB.Bson;
using RabbitMQ.Client;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>Headers of a message as the broker delivers them, as they are kept, and as they are sent again.</summary>
internal static class KeptHeaders
{
    /// <summary>Says of a message that is tried again what it was parked as, and for which time it is tried: <c>id/number</c>.</summary>
    public const string Again = "QualiPref-Parked";

    // What the broker, its client and MassTransit note of a way that ended; and what would send a message further than to its queue.
    private static readonly string[] OfTheWay = ["x-", "MT-Fault-", "MT-Host-", "MT-Reason", "CC", "BCC", Again];

    /// <summary>The text of a header; null when there is none.</summary>
    public static string? TextOf(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? TextOf(value) : null;

    /// <summary>The text of a value as the client delivers it; null when it is none.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        byte[] bytes when Utf8.IsValid(bytes) => Encoding.UTF8.GetString(bytes),
        _ => null,
    };

    /// <summary>What is kept to be sent again: plain values. Nobody here reads lists or tables, and those that the broker adds are of the way that ended.</summary>
    public static BsonArray Sendable(IDictionary<string, object?>? headers) => [.. (headers ?? new Dictionary<string, object?>())
        .Where(header => !OfTheWay.Any(start => header.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))).OrderBy(header => header.Key, StringComparer.Ordinal)
        .Select(header => (header.Key, Value: Bson(header.Value))).Where(header => header.Value is not null)
        // Names are values here: the database takes not every text for the name of a field.
        .Select(header => new BsonArray { header.Key, header.Value })];

    /// <summary>The headers as they are sent.</summary>
    public static Dictionary<string, object?> ToSend(BsonArray kept) =>
        kept.Select(header => header.AsBsonArray).ToDictionary(header => header[0].AsString, header => Value(header[1]));

    private static BsonValue? Bson(object? value) => value switch
    {
        null => BsonNull.Value,
        bool flag => flag,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, null),
        float or double => Convert.ToDouble(value, null),
        decimal number => new BsonDecimal128(number),
        AmqpTimestamp moment => new BsonTimestamp(moment.UnixTime),
        _ when TextOf(value) is { } text => text,
        byte[] bytes => bytes,
        _ => null,
    };

    private static object? Value(BsonValue value) => value.BsonType switch
    {
        BsonType.Null => null,
        BsonType.Boolean => value.AsBoolean,
        BsonType.Int64 => value.AsInt64,
        BsonType.Double => value.AsDouble,
        BsonType.Decimal128 => value.AsDecimal,
        BsonType.Timestamp => new AmqpTimestamp(value.AsBsonTimestamp.Value),
        BsonType.Binary => value.AsByteArray,
        _ => value.AsString,
    };
}
