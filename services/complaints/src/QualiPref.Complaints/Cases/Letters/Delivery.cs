using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases.Letters;

/// <summary>How a letter is brought to a person.</summary>
internal enum DeliveryWay
{
    Email,
    Post,

    /// <summary>By an agent: at the counter, or read out on the telephone.</summary>
    Hand,
}

/// <summary>How far a delivery is. Each says what is known, and nothing more.</summary>
internal enum DeliveryState
{
    /// <summary>An e-mail that waits for its time, or for a further attempt.</summary>
    Queued,

    /// <summary>An e-mail that is being handed over at this moment.</summary>
    HandingOver,

    /// <summary>The mail server has taken it.</summary>
    HandedOver,

    /// <summary>The mail server, or the address itself, refused it for good.</summary>
    Refused,

    /// <summary>The connection or the process ended before the server said whether it has it: it may or may not have come.</summary>
    Uncertain,

    /// <summary>No mail server took it within five days.</summary>
    Failed,

    /// <summary>It came back from further on.</summary>
    Bounced,

    /// <summary>A letter that waits to be printed.</summary>
    ToPrint,

    /// <summary>Part of a batch that was printed.</summary>
    Printed,

    /// <summary>Given to the post.</summary>
    Posted,

    /// <summary>The post brought it back.</summary>
    Returned,

    /// <summary>Waits for an agent who brings it to the person.</summary>
    ToHand,

    /// <summary>An agent brought it to the person.</summary>
    Handed,

    /// <summary>Taken back before it went.</summary>
    TakenBack,
}

/// <summary>The record of one attempt to bring a letter to a person. What is written of it replaces the whole, guarded by state and attempts: see <c>CaseStore</c>.</summary>
internal sealed record Delivery
{
    [BsonId]
    public required Guid Id { get; init; }

    public required DeliveryWay Way { get; init; }

    /// <summary>The e-mail or postal address as it was when this was written.</summary>
    [BsonIgnoreIfNull]
    public string? To { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>When a machine has something to do with it (UTC): to hand it over, or to say that nobody knows what became of it. Absent when there is nothing.</summary>
    [BsonIgnoreIfNull]
    public DateTime? DueAt { get; init; }

    /// <summary>How often a machine began to hand it over.</summary>
    public int Attempts { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTime LastAt { get; init; }

    /// <summary>Why it is as it is: one of <see cref="DeliveryFaults"/>; absent when nothing is wrong.</summary>
    [BsonIgnoreIfNull]
    public string? Fault { get; init; }

    /// <summary>Id of the batch it was printed with.</summary>
    [BsonIgnoreIfNull]
    public Guid? Batch { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<DeliveryEvent> Events { get; init; } = [];

    /// <summary>The states in which it certainly or perhaps did not arrive, and somebody has to see to it.</summary>
    public static IReadOnlyList<DeliveryState> NotArrived { get; } = [DeliveryState.Uncertain, DeliveryState.Refused, DeliveryState.Failed, DeliveryState.Bounced, DeliveryState.Returned];

    /// <summary>Whether it has not gone: an e-mail that waits for another attempt has not either.</summary>
    public bool MayBeTakenBack => State is DeliveryState.Queued or DeliveryState.ToPrint or DeliveryState.ToHand;

    /// <summary>The record after something happened to it.</summary>
    /// <param name="state">Its state then.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="by">Name in the caller's token; <see cref="DeliveryEvent.System"/> for the service itself.</param>
    /// <param name="fault">One of <see cref="DeliveryFaults"/>, if anything is wrong.</param>
    public Delivery After(DeliveryState state, DateTime at, string by, string? fault = null) => this with
    {
        State = state,
        DueAt = null,
        LastAt = at,
        Fault = fault,
        Events = [.. Events, new DeliveryEvent { State = state, At = at, By = by, Fault = fault }],
    };
}

/// <summary>One entry of a delivery's record.</summary>
internal sealed record DeliveryEvent
{
    /// <summary>Who did what nobody did by hand.</summary>
    public const string System = "system";

    public required DeliveryState State { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Name in the caller's token, empty for the public, or <see cref="System"/>.</summary>
    public required string By { get; init; }

    [BsonIgnoreIfNull]
    public string? Fault { get; init; }
}

/// <summary>Why a delivery is as it is. Codes, since what a server says may hold the address.</summary>
internal static class DeliveryFaults
{
    /// <summary>No mail server is configured, so that an agent has to bring it.</summary>
    public const string MailNotConfigured = "mailNotConfigured";

    /// <summary>What the person gave is no address that a server could deliver to.</summary>
    public const string AddressImpossible = "addressImpossible";

    /// <summary>The server refused the address or the message for good (5xx).</summary>
    public const string RefusedByServer = "refusedByServer";

    /// <summary>The server wants it later (4xx).</summary>
    public const string DeferredByServer = "deferredByServer";

    /// <summary>The server takes nothing that comes from our address.</summary>
    public const string SenderRefused = "senderRefused";

    /// <summary>The server takes neither the name nor the password that are configured.</summary>
    public const string AuthRefused = "authRefused";

    /// <summary>No connection is protected as it is configured.</summary>
    public const string TlsFailed = "tlsFailed";

    /// <summary>No server answers.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The connection ended before the whole message was written.</summary>
    public const string ConnectionLost = "connectionLost";

    /// <summary>The connection ended after the whole message was written and before the server answered.</summary>
    public const string ReplyLost = "replyLost";

    /// <summary>The service ended while it handed it over.</summary>
    public const string ProcessEnded = "processEnded";

    /// <summary>It came back: further on nobody has this address.</summary>
    public const string AddressUnknown = "addressUnknown";

    /// <summary>It came back: the person's mailbox is full.</summary>
    public const string MailboxFull = "mailboxFull";

    /// <summary>It came back for another reason.</summary>
    public const string NotDelivered = "notDelivered";

    /// <summary>There is no postal address to print.</summary>
    public const string AddressMissing = "addressMissing";

    /// <summary>The postal address does not fit the window of an envelope.</summary>
    public const string AddressTooLong = "addressTooLong";

    /// <summary>The letter or its address has characters that are not printed here.</summary>
    public const string Unprintable = "unprintable";

    /// <summary>The letter has more pages than an envelope takes.</summary>
    public const string TooManyPages = "tooManyPages";
}
