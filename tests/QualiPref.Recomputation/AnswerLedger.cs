using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>The answers the server has acknowledged.</summary>
internal sealed class AnswerLedger
{
    private readonly Dictionary<Guid, AnswerFact> _facts = [];

    public IReadOnlyDictionary<Guid, AnswerFact> Facts => _facts;

    public IReadOnlyList<AnswerFact> Counted(IReadOnlyList<string> sites, Period period) =>
        [.. _facts.Values.Where(answer => answer.Counts && sites.Contains(answer.Site) && period.Contains(answer.Day))];

    public void Observe(Exchange exchange)
    {
        var parts = exchange.Path.Split('/'); // "", api, surveys, v1, responses, {id} or batch, decision
        if (exchange.Method == "PUT" && parts.Length == 6 && Guid.TryParse(parts[5], out var id))
            Put(id, exchange);
        else if (exchange.Method == "POST" && parts is [.., "batch"] && exchange.Status == 200)
            Batch(exchange);
        else if (exchange.Method == "POST" && parts.Length == 7 && exchange.Status == 200)
            Decide(Guid.Parse(parts[5]), parts[6]);
    }

    private void Put(Guid id, Exchange exchange)
    {
        Standing? standing = exchange.Status switch
        {
            200 or 201 => Standing.Accepted,
            202 => Standing.SetAside,
            _ => null,
        };
        if (standing is { } known && exchange.Body is { } body)
            Add(id, body, body, known, exchange);
    }

    private void Batch(Exchange exchange)
    {
        var envelope = exchange.Body!.Value;
        var sent = envelope.GetProperty("items").EnumerateArray().ToArray();
        var results = exchange.Reply!.Value.GetProperty("items").EnumerateArray().ToArray();
        if (sent.Length != results.Length)
            throw new InvalidOperationException($"A batch of {sent.Length} was answered with {results.Length} results.");
        var device = envelope.Member("device") ?? default;
        foreach (var (item, result) in sent.Zip(results))
        {
            Standing? standing = result.GetProperty("result").GetString() switch
            {
                // A duplicate of an answer not known here is one whose first reply was lost.
                "accepted" or "duplicate" => Standing.Accepted,
                "setAside" => Standing.SetAside,
                "conflict" or "invalid" => null,
                var other => throw new InvalidOperationException($"Unknown result: {other}"),
            };
            if (standing is not { } known)
                continue;
            if (result.GetProperty("id").GetGuid() != item.GetProperty("id").GetGuid())
                throw new InvalidOperationException("The results of a batch are not in the order sent.");
            Add(item.GetProperty("id").GetGuid(), item, device, known, exchange);
        }
    }

    private void Add(Guid id, JsonElement item, JsonElement envelope, Standing standing, Exchange exchange)
    {
        if (_facts.ContainsKey(id) || !Readable(item))
            return;
        _facts.Add(id, new AnswerFact
        {
            Id = id,
            Site = item.GetProperty("site").GetString()!,
            Channel = item.GetProperty("channel").GetString()!,
            Day = LegalDate.Of(Instant(item, envelope, exchange)),
            Abandoned = item.Member("outcome")?.GetString() == "abandoned",
            Choices = item.GetProperty("answers").EnumerateObject()
                .Where(choice => choice.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(choice => choice.Name, choice => choice.Value.GetString()!),
            Standing = standing,
        });
    }

    /// <summary>A batch item may be set aside because it makes no sense: then it has no place in any figure.</summary>
    private static bool Readable(JsonElement item) =>
        item.Member("site")?.ValueKind == JsonValueKind.String
        && item.Member("channel")?.ValueKind == JsonValueKind.String
        && item.Member("answeredAt") is { ValueKind: JsonValueKind.String } at && at.TryGetDateTimeOffset(out _)
        && item.Member("answers")?.ValueKind == JsonValueKind.Object;

    /// <summary>
    /// The server dates web answers without a staff token itself. Elsewhere: same clock session as the sync, its elapsed time; else device time moved by what
    /// the device's clock is off at the sync; else as written.
    /// </summary>
    private static DateTimeOffset Instant(JsonElement item, JsonElement envelope, Exchange exchange)
    {
        if (exchange.Caller == Caller.Public)
            return exchange.SentAt;
        if (item.Member("clock") is { } answered && envelope.Member("clock") is { } synced
            && answered.GetProperty("session").GetGuid() == synced.GetProperty("session").GetGuid() && exchange.Path.EndsWith("/batch", StringComparison.Ordinal))
            return exchange.SentAt.AddMilliseconds(answered.GetProperty("elapsedMs").GetDouble() - synced.GetProperty("elapsedMs").GetDouble());
        var written = item.GetProperty("answeredAt").GetDateTimeOffset();
        return envelope.Member("sentAt") is { } sent ? written + (exchange.SentAt - sent.GetDateTimeOffset()) : written;
    }

    private void Decide(Guid id, string decision)
    {
        if (!_facts.TryGetValue(id, out var fact))
            throw new InvalidOperationException($"{decision} was acknowledged for an answer that was not: {id}");
        _facts[id] = fact with
        {
            Standing = decision switch
            {
                "void" => Standing.Voided,
                "accept" => Standing.Accepted,
                "discard" => Standing.Discarded,
                _ => throw new InvalidOperationException($"Unknown decision: {decision}"),
            },
        };
    }
}
