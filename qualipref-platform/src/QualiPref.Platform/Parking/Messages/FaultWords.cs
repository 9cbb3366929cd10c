using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>
/// Why a message could not be taken, in words. Of what was thrown they have the type, and the message where it is one of our own exceptions: others may
/// quote what the message holds. Anybody may read them (<c>/health</c>), so they name no queue.
/// </summary>
internal static class FaultWords
{
    private const int Longest = 500;

    // MassTransit tells the innermost exception; that of a broken document is one that its reader keeps to itself.
    private static readonly string[] Unreadable = [typeof(JsonException).FullName!, "System.Text.Json.JsonReaderException", typeof(SerializationException).FullName!];

    public static string Of(FaultQueue queue, IDictionary<string, object?>? headers)
    {
        if (KeptHeaders.TextOf(headers, MessageHeaders.FaultExceptionType) is { } thrown) return OfFault(thrown, KeptHeaders.TextOf(headers, MessageHeaders.FaultMessage));
        if (queue.Of is not null) return "It names no type of message that is taken from its queue.";
        return OfDeath(DeathOf(headers));
    }

    /// <summary>The queue from which the broker took a message that it could not deliver, as far as it says so.</summary>
    public static string? QueueOf(IDictionary<string, object?>? headers) => KeptHeaders.TextOf(DeathOf(headers), "queue");

    private static string OfFault(string thrown, string? message)
    {
        var type = Printable(thrown.Split('.')[^1]);
        if (Unreadable.Contains(thrown)) return $"It cannot be read as the message that it says to be ({type}).";
        return message is not null && thrown.StartsWith("QualiPref.", StringComparison.Ordinal) ? $"{type}: {Printable(message)}" : $"It could not be taken ({type}).";
    }

    private static string OfDeath(IDictionary<string, object?>? death) => KeptHeaders.TextOf(death, "reason") switch
    {
        "delivery_limit" => "Whoever took it gave it back, or ended over it, more often than it is delivered.",
        "expired" => "It expired before anybody took it.",
        "rejected" => "Whoever took it refused it.",
        null => "The broker could not deliver it, and nothing says why.",
        var other => $"The broker could not deliver it ({Printable(other)}).",
    };

    // The newest death comes first: the last one is that for which it was first put aside.
    private static IDictionary<string, object?>? DeathOf(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue("x-death", out var deaths) && deaths is IList<object?> list ? list.LastOrDefault() as IDictionary<string, object?> : null;

    private static string Printable(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)).Trim();
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
