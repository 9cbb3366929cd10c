using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Messages;

/// <summary>A message that somebody broke.</summary>
/// <param name="Kind">In which manner.</param>
/// <param name="Good">What it was meant to be.</param>
/// <param name="Body">What became of it.</param>
/// <param name="Reason">How the reason begins with which it has to be parked.</param>
internal sealed record BadMessage(string Kind, GoodMessage Good, byte[] Body, string Reason)
{
    private const string Unreadable = "It cannot be read as the message that it says to be", Untaken = "It could not be taken", Untyped = "It names no type",
        Refused = "RefusedMessageException: ";

    private string? ContentType { get; init; } = GoodMessage.ContentType;

    /// <summary>Whether the broker had put it aside as something that it could not deliver.</summary>
    private bool IsDead { get; init; }

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Body));

    /// <summary>Puts it where it belongs.</summary>
    public Task PutAsync(RawBroker broker) => IsDead
        ? broker.PutAsync(MessageTopology.DeadQueueOf(Good.Service), Body, ContentType, new Dictionary<string, object?>
        {
            ["x-death"] = new List<object> { new Dictionary<string, object?> { ["queue"] = Good.Queue, ["reason"] = "delivery_limit", ["count"] = 1L } },
        })
        : broker.PutAsync(Good.Queue, Body, ContentType);

    /// <summary>Every way in which a message of any type can be broken.</summary>
    public static IReadOnlyList<Func<GoodMessage, BadMessage>> Kinds { get; } =
    [
        good => new("nothing at all", good, [], Unreadable),
        good => new("no JSON", good, [.. "Bonjour "u8, .. good.Body], Unreadable),
        good => new("JSON that is cut off", good, good.Body[..^20], Unreadable),
        good => new("JSON without its envelope", good, Bytes(good.Message), Untaken),
        good => new("an envelope without types", good, With(good, envelope => envelope.Remove("messageType")), Untyped),
        good => new("a type that does not exist", good, With(good, envelope => envelope["messageType"] = new JsonArray("urn:message:QualiPref.Contracts.Surveys.V9:SurveyResponsesRecorded")), Untyped),
        good => new("the type of another queue's messages", good, With(good, envelope => envelope["messageType"] = new JsonArray($"urn:message:{typeof(BalanceMonth).Namespace}:Nothing")), Untyped),
        good => new("a field that is missing", good, WithItem(good, item => item.Remove(item.First().Key)), Unreadable),
        good => new("null for the message", good, With(good, envelope => envelope["message"] = null), Untaken),
        good => new("null for a list", good, WithMessage(good, message => message[good.List] = null), Unreadable),
        good => new("null for an item", good, WithMessage(good, message => message[good.List] = new JsonArray(null, message[good.List]![0]!.DeepClone())), Refused),
        good => new("a text for a list", good, WithMessage(good, message => message[good.List] = "beaucoup"), Unreadable),
        good => new("a number for a text", good, WithItem(good, item => item[item.First(member => member.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String).Key] = 7), $"{Untaken} (InvalidOperationException)."),
        good => new("a date that does not exist", good, WithItem(good, item => item[item.First(member => member.Key.StartsWith("date", StringComparison.Ordinal) || member.Key == "receivedOn").Key] = "2025-02-30"), $"{Untaken} (FormatException)."),
        good => new("another format", good, Encoding.UTF8.GetBytes($"<message id=\"{Guid.NewGuid()}\"/>"), Unreadable) { ContentType = "application/xml" },
        good => new("no word of its format", good, Encoding.UTF8.GetBytes($"id={Guid.NewGuid()}"), Unreadable) { ContentType = null },
        good => new("bytes that are no UTF-8", good, Replaced(good.Body, Encoding.UTF8.GetBytes(FirstText(good)), [0xC3, 0x28]), $"{Untaken} ("),
        good => new("a thousand levels", good, Encoding.UTF8.GetBytes(Nested(good)), Unreadable),
        good => new("several megabytes of nothing", good, [.. good.Body, .. Enumerable.Repeat((byte)'x', 6 * 1024 * 1024)], Unreadable),
        good => new("the same field twice", good, Replaced(good.Body, "\"message\":{"u8, [.. "\"message\":null,\"message\":{"u8]), Unreadable),
        good => new("an envelope whose id is none, and whose addresses are none", good, With(good, envelope =>
        {
            envelope["messageId"] = "none";
            envelope["faultAddress"] = "nowhere";
            envelope["message"] = 7;
        }), Unreadable),
        good => new("addresses to be answered at", good, With(good, envelope =>
        {
            envelope["faultAddress"] = "rabbitmq://127.0.0.1/reporting-cut-taken";
            envelope["responseAddress"] = "queue:surveys-cut-requested";
            envelope["requestId"] = Guid.NewGuid();
            envelope["message"] = 7;
        }), Unreadable),
        good => new("what was delivered too often", good, good.Body, "Whoever took it gave it back") { IsDead = true },
    ];

    /// <summary>Breaks messages, each in another manner.</summary>
    public static IReadOnlyList<BadMessage> Of(IReadOnlyList<GoodMessage> goods, params IEnumerable<Func<GoodMessage, BadMessage>> further)
    {
        List<Func<GoodMessage, BadMessage>> kinds = [.. Kinds, .. further];
        Assert.True(goods.Count >= kinds.Count, $"{goods.Count} messages are too few for {kinds.Count} manners of breaking them");
        return [.. kinds.Zip(goods, (kind, good) => kind(good))];
    }

    /// <summary>A manner that only messages of one type have, refused by its consumer.</summary>
    public static Func<GoodMessage, BadMessage> WrongItem(string kind, Action<JsonObject> breakItem, string reason) => good => new(kind, good, WithItem(good, breakItem), Refused + reason);

    /// <summary>The same of the message as a whole.</summary>
    public static Func<GoodMessage, BadMessage> WrongMessage(string kind, Action<JsonObject> breakIt, string reason) => good => new(kind, good, WithMessage(good, breakIt), reason);

    /// <summary>A body with another item.</summary>
    public static byte[] WithItem(GoodMessage good, Action<JsonObject> breakIt) => WithMessage(good, message => breakIt(message[good.List]![0]!.AsObject()));

    private static byte[] WithMessage(GoodMessage good, Action<JsonObject> breakIt) => With(good, envelope => breakIt(envelope["message"]!.AsObject()));

    private static byte[] With(GoodMessage good, Action<JsonObject> breakIt)
    {
        var envelope = good.Envelope();
        breakIt(envelope);
        return Bytes(envelope);
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static byte[] Replaced(ReadOnlySpan<byte> body, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
    {
        var at = body.IndexOf(old);
        return [.. body[..at], .. by, .. body[(at + old.Length)..]];
    }

    private static string FirstText(GoodMessage good) =>
        good.Message[good.List]![0]!.AsObject().First(member => member.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String).Value!.ToString();

    private static string Nested(GoodMessage good) =>
        $"{{\"messageId\":\"{Guid.NewGuid()}\",\"message\":{string.Concat(Enumerable.Repeat("[", 1_000))}{good.Message.ToJsonString()}{new string(']', 1_000)}}}";
}
