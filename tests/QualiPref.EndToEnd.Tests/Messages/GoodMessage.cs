using System.Text;
using System.Text.Json.Nodes;
using QualiPref.Platform.Messaging;

namespace QualiPref.EndToEnd.Tests.Messages;

/// <summary>A message as its publisher meant it.</summary>
/// <param name="Service">Who takes it.</param>
/// <param name="Type">Its contract.</param>
/// <param name="Message">What it holds.</param>
internal sealed record GoodMessage(string Service, Type Type, JsonObject Message)
{
    public const string ContentType = "application/vnd.masstransit+json";

    private readonly Guid _id = Guid.NewGuid();

    public string Queue => MessageTopology.QueueOf(Service, Type);

    /// <summary>The name of its list: each contract has one that matters.</summary>
    public string List => Message.First(member => member.Value is JsonArray).Key;

    public byte[] Body => Encoding.UTF8.GetBytes(Envelope().ToJsonString());

    /// <summary>It in an envelope, to be broken.</summary>
    public JsonObject Envelope() => new()
    {
        ["messageId"] = _id,
        ["messageType"] = new JsonArray($"urn:message:{Type.Namespace}:{Type.Name}"),
        ["message"] = Message.DeepClone(),
    };

    /// <summary>One message for each item of the lists of some.</summary>
    public static IReadOnlyList<GoodMessage> Single(string service, Type type, string list, IEnumerable<JsonObject> messages) =>
    [
        .. from message in messages
           from item in message[list]!.AsArray()
           select new GoodMessage(service, type, WithOnly(message, list, item!)),
    ];

    private static JsonObject WithOnly(JsonObject message, string list, JsonNode item)
    {
        var single = message.DeepClone().AsObject();
        single[list] = new JsonArray(item.DeepClone());
        return single;
    }
}
